import type { Decision, Sheet, SheetEntry } from "../../api/contract";
import { marks, t } from "../../app/language";
import { date, time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { statusMark, statusText } from "../../ui/status";

export function DecisionView({ sheet, decision }: { sheet: Sheet; decision: Decision }) {
  const entryOf = (id: number) => sheet.entries.find((e) => e.id === id);
  const title = (id: number) => entryOf(id)?.subject.title ?? String(id);
  return (
    <section className="card decision">
      <h2>{t("decision.title")}</h2>
      <p>{t("decision.minutes_no")}{marks().colon}{decision.minutes_no}<br />{t("decision.date")}{marks().colon}{date(decision.date)}<br />{t("decision.attendance", { expected: decision.expected, present: decision.present })}</p>
      <h3>{sheet.grades_all ? t("decision.graded", { n: decision.selected.length }) : t("decision.selected", { n: decision.selected.length, quota: sheet.quota })}</h3>
      <ol>{decision.selected.map((id) => <li key={id}>{title(id)} {entryOf(id)?.grade && <Mark kind="plain">{entryOf(id)?.grade}</Mark>} <VoteWords decision={decision} entry={id} /> <Since entry={entryOf(id)} /></li>)}</ol>
      {decision.reasons && decision.reasons.length > 0 && <ul>{decision.reasons.map((r) => <li key={r.entry}>{title(r.entry)}{marks().colon}{r.text}</li>)}</ul>}
      {decision.vacant_reason && <p>{t("decision.vacant", { n: sheet.quota - decision.selected.length })}{marks().colon}{decision.vacant_reason}</p>}
      {decision.at && <p className="soft small">{decision.actor} · {time(decision.at)}</p>}
    </section>
  );
}

/** What became of a selected entry that no longer holds its place. */
function Since({ entry }: { entry: SheetEntry | undefined }) {
  return entry && !entry.holds ? <Mark kind={statusMark(entry.status)}>{statusText(entry)}</Mark> : null;
}

function VoteWords({ decision, entry }: { decision: Decision; entry: number }) {
  const vote = decision.votes?.find((v) => v.entry === entry);
  return vote ? <span className="soft small tabular">{t("decision.agree")} {vote.agree} · {t("decision.against")} {vote.against} · {t("decision.abstain")} {vote.abstain}</span> : null;
}
