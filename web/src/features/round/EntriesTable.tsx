import { Checkbox } from "antd";
import { Fragment } from "react";
import type { EntryRow, Round } from "../../api/contract";
import { t } from "../../app/language";
import { hundredths, points } from "../../ui/format";
import { placeOf } from "../../ui/place";
import { StackedBar } from "../../ui/StackedBar";
import { EntryMarks } from "./EntryMarks";

interface Props { round: Round; entries: EntryRow[]; compared: number[]; compare: (entry: number, on: boolean) => void; open: (entry: number) => void }

export function EntriesTable({ round, entries, compared, compare, open }: Props) {
  const full = round.criteria.reduce((sum, c) => sum + hundredths(c.points), 0);
  const lastWithin = entries.filter((e) => round.select !== undefined && !e.grades_all && e.rank !== null && e.rank <= round.select).pop();
  return (
    <table className="sheet ranking">
      <thead>
        <tr><th className="right">{t("round.rank")}</th><th>{t("round.subject")}</th><th className="bar-cell">{t("round.by_criterion")}</th><th className="right">{t("round.total")}</th><th className="wide">{t("round.special")}</th><th className="wide no-print"><span className="small">{t("round.compare")}</span></th></tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Fragment key={entry.id}>
            <tr className={compared.includes(entry.id) ? "door chosen" : "door"} onClick={() => open(entry.id)}>
              <td className="right rank">{entry.rank ?? "—"}</td>
              <td>
                <button type="button" className="link strong" onClick={(e) => { e.stopPropagation(); open(entry.id); }}>{entry.subject.title}</button>{" "}
                <span className="small soft nowrap">{placeOf(entry.subject)}</span>
                <div className="narrow"><EntryMarks entry={entry} /></div>
              </td>
              <td className="bar-cell"><StackedBar full={full} parts={entry.criteria.map((c) => ({ title: round.criteria.find((k) => k.id === c.id)?.title ?? c.id, points: c.points, of: c.of }))} /></td>
              <td className="right strong">{points(entry.total)}</td>
              <td className="wide"><EntryMarks entry={entry} /></td>
              <td className="wide no-print" onClick={(e) => e.stopPropagation()}>
                <Checkbox aria-label={`${t("round.compare")} ${entry.subject.title}`} checked={compared.includes(entry.id)} disabled={!compared.includes(entry.id) && compared.length >= 5} onChange={(e) => compare(entry.id, e.target.checked)} />
              </td>
            </tr>
            {entry === lastWithin && <tr className="quota-line"><td colSpan={6}>{t("round.quota", { n: round.select ?? 0 })}</td></tr>}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
