import { Link } from "@tanstack/react-router";
import type { MatterRow } from "../../api/matters";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { Mark } from "../../ui/Mark";

/** Records of a matter: what, where, in which state since when, due when. */
export function MatterRows({ matter, rows }: { matter: string; rows: MatterRow[] }) {
  return (
    <ul className="plain card matter-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <div className="what">
            <Link to="/matters/$matter/$record" params={{ matter, record: row.id }} className="strong">{row.title}</Link>
            <div className="soft small">{[row.town_title, row.unit_title].filter(Boolean).join(" ")}</div>
          </div>
          <Mark kind="plain">{row.draft ? t("matter.draft") : row.status_title}</Mark>
          <span className="soft small tabular since">{t("matter.since", { date: date(row.entered_at) })}</span>
          <Due row={row} />
        </li>
      ))}
    </ul>
  );
}

export function Due({ row }: { row: { due?: string; workdays_left?: number } }) {
  if (!row.due) return null;
  const left = row.workdays_left ?? 0;
  if (left < 0) return <Mark kind="late">{t("tasks.late", { n: -left })}</Mark>;
  return <span className="tabular due">{left === 0 ? t("tasks.today") : `${t("tasks.due", { date: date(row.due) })} ${t("tasks.left", { n: left })}`}</span>;
}
