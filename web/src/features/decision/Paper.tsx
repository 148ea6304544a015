import { Fragment } from "react";
import type { EntryRow, Sheet, SheetEntry } from "../../api/contract";
import { marks, t } from "../../app/language";
import { period, points } from "../../ui/format";
import { placeOf } from "../../ui/place";
import { statusText } from "../../ui/status";
import { tieOf } from "./ties";

export function Paper({ sheet }: { sheet: Sheet }) {
  const graded = sheet.grades.length > 0;
  const last = sheet.grades_all ? undefined : sheet.entries.filter((e) => e.rank !== null && e.rank <= sheet.quota).pop();
  const listed = new Set(sheet.entries.map((e) => e.id));
  const apart = [...sheet.vetoed, ...sheet.incomplete.filter((e) => !e.vetoed && !listed.has(e.id))];
  return (
    <article className="paper">
      <h2>{sheet.county} {sheet.title}</h2>
      <p className="under">{period(sheet.period)} · {sheet.grades_all ? capsOf(sheet) : t("sheet.quota", { n: sheet.quota })} · {t("round.approval")}{marks().colon}{sheet.approved ? sheet.approval_basis : t("common.unconfirmed")}</p>
      <table>
        <thead><tr><th>{t("round.rank")}</th><th>{t("round.subject")}</th><th>{t("round.total")}</th>{graded && <th>{t("sheet.grade")}</th>}<th>{t("sheet.case")}</th></tr></thead>
        <tbody>
          {sheet.entries.map((e) => <Fragment key={e.id}><Row entry={e} sheet={sheet} />{e === last && <tr className="line"><td colSpan={graded ? 5 : 4}>{t("round.quota", { n: sheet.quota })}</td></tr>}</Fragment>)}
        </tbody>
      </table>
      {sheet.decision && graded && <Changed sheet={sheet} reasons={sheet.decision.reasons ?? []} />}
      {sheet.ties.some((tie) => tie.at_line) && <p className="remark">＝ {t("sheet.tie_at_line")}</p>}
      {apart.length > 0 && <section><h3>{t("sheet.apart")}</h3><ul>{apart.map((e) => <li key={e.id}>{placeOf(e.subject)} {e.subject.title}{marks().colon}{whyApart(e)}</li>)}</ul></section>}
      {sheet.unconfirmed.length > 0 && <p className="remark">{t("sheet.unconfirmed", { names: sheet.unconfirmed.join(marks().comma) })}</p>}
      <div className="signatures"><span>{sheet.body}{marks().colon}</span><span>{t("sheet.recorder")}{marks().colon}</span><span>{t("sheet.date.blank")}</span></div>
      <p className="foot">{sheet.pack} · {t("round.inputs")} {sheet.inputs_sha256.slice(0, 16)}</p>
    </article>
  );
}

/** The caps of grades in words; of many pools of one grade, all at once. */
function capsOf(sheet: Sheet): string {
  return sheet.grades.flatMap((grade) => {
    const rooms = sheet.rooms.filter((room) => room.grade === grade.id);
    const places = rooms.reduce((sum, room) => sum + room.places, 0);
    return rooms.length === 0 ? [] : [t("sheet.cap", { grade: grade.title, n: places })];
  }).join("，") || t("sheet.no_caps");
}

const whyApart = (entry: EntryRow): string => (entry.vetoed ? `${t("mark.veto")}，${entry.veto_reasons.join(marks().semicolon)}` : t("mark.missing"));

function Row({ entry, sheet }: { entry: SheetEntry; sheet: Sheet }) {
  const tie = tieOf(entry.id, sheet);
  const ended = entry.status === "revoked" || entry.status === "reopened" || entry.status === "withdrawn";
  return (
    <tr className={tie ? `tied ${tie}` : undefined}>
      <td className="order">{entry.rank ?? "—"}{entry.holds && !sheet.grades_all && <span className="chosen"> ✓</span>}</td>
      <td className="nowrap"><strong>{entry.subject.title}</strong><div className="small">{placeOf(entry.subject)}{entry.incomplete && ` · ${t("mark.missing")}`}{ended && <strong> · {statusText(entry)}</strong>}</div></td>
      <td className="number">{points(entry.total)}</td>
      {sheet.grades.length > 0 && <td className="nowrap">{entry.grade ?? t("sheet.no_grade")}{entry.given !== entry.computed && <span className="chosen"> ✎</span>}</td>}
      <td className="case">{entry.case.map((line, i) => <div key={i}>{line}</div>)}</td>
    </tr>
  );
}

/** Who has another grade than the computed one, or none, and why: part of what is put on file. */
function Changed({ sheet, reasons }: { sheet: Sheet; reasons: { entry: number; text: string }[] }) {
  const title = (id?: string) => sheet.grades.find((g) => g.id === id)?.title ?? t("sheet.no_grade");
  const changed = sheet.entries.filter((e) => e.given !== e.computed);
  if (changed.length === 0) return null;
  return <section><h3>{t("sheet.changed")}</h3><ul>{changed.map((e) => <li key={e.id}>{t("sheet.changed_one", { title: e.subject.title, from: title(e.computed), to: title(e.given), why: reasons.find((r) => r.entry === e.id)?.text ?? "" })}</li>)}</ul></section>;
}
