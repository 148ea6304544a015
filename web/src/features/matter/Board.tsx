import { Link } from "@tanstack/react-router";
import { useMatterRecords, type MatterForm } from "../../api/matters";
import { t } from "../../app/language";
import { QueryView } from "../../ui/QueryView";
import { Due } from "./MatterRows";

/** A column a state that isn't the end; what changed last is on top. */
export function Board({ matter }: { matter: MatterForm }) {
  return (
    <div className="board scroll" tabIndex={0} role="group" aria-label={t("matter.board")}>
      {matter.statuses.filter((s) => !s.final && s.count > 0).map((s) => <Column key={s.id} matter={matter.id} status={s} />)}
    </div>
  );
}

function Column({ matter, status }: { matter: string; status: MatterForm["statuses"][number] }) {
  const rows = useMatterRecords(matter, { status: status.id, size: 12 });
  return (
    <section className="column">
      <h2>{status.title} <span className="tabular soft">{status.count}</span></h2>
      <QueryView query={rows} rows={2}>
        {(list) => (
          <ul className="plain stack">
            {list.items.map((row) => (
              <li key={row.id} className="card slip">
                <Link to="/matters/$matter/$record" params={{ matter, record: row.id }}>{row.title}</Link>
                <div className="soft small">{[row.town_title, row.unit_title].filter(Boolean).join(" ")}</div>
                <div className="small"><Due row={row} /></div>
              </li>
            ))}
            {list.total > list.items.length && <li><Link to="/matters/$matter" params={{ matter }} search={{ status: status.id }}>{t("matter.more", { n: list.total - list.items.length })}</Link></li>}
          </ul>
        )}
      </QueryView>
    </section>
  );
}
