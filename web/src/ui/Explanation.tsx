import type { ExplainedIndicator, Explanation as Explained } from "../api/contract";
import { marks, t } from "../app/language";
import { Figure } from "./Figure";
import { points } from "./format";
import { Mark } from "./Mark";
import "./explanation.css";

interface Props {
  criteria: { id: string; title: string }[]; explanation: Explained; vetoReasons: string[]; openRecords?: (key: string, title: string) => void;
  /** Where people may decide what a missing input means. */
  rule?: (indicator: ExplainedIndicator) => void;
}

/** Each indicator as a sentence; each count of records opens them. */
export function Explanation({ criteria, explanation, vetoReasons, openRecords, rule }: Props) {
  return (
    <div className="explanation">
      {vetoReasons.length > 0 && <p className="notice bad"><Mark kind="veto">{t("mark.veto")}</Mark> {vetoReasons.join(marks().semicolon)}</p>}
      {explanation.criteria.map((criterion, i) => (
        <section key={criterion.id}>
          <h3><i style={{ background: `var(--c${i % 8})` }} />{criterion.title} <span className="tabular">{points(criterion.points)} / {criterion.of}</span></h3>
          {criterion.note && <p className="small soft">{criterion.note}</p>}
          <ul className="plain">{criterion.indicators.map((x) => <Indicator key={x.key} indicator={x} open={openRecords} rule={rule} />)}</ul>
        </section>
      ))}
      {explanation.grades.length > 0 && (
        <section>
          <h3>{t("explain.grade")}</h3>
          <ul className="plain">{explanation.grades.map((g, i) => <li key={i} className={g.given ? "grade given" : "grade"}><span className="name">{g.title || t("decision.grade.none")}</span><span className="sentence">{g.sentence}</span></li>)}</ul>
        </section>
      )}
      {explanation.difference && <Difference criteria={criteria} difference={explanation.difference} />}
    </div>
  );
}

function Indicator({ indicator, open, rule }: { indicator: ExplainedIndicator; open: Props["openRecords"]; rule: Props["rule"] }) {
  const { key, title, records, note, state, awaited } = indicator;
  const sentence = awaited ? t("explain.awaited") : indicator.sentence;
  return (
    <li className="indicator">
      <span className="name">{title}</span>
      <span className="got tabular">{state === "not_applicable" ? t("explain.not_applicable") : <>{points(indicator.points)} <span className="soft">/ {indicator.of}</span></>}</span>
      <span className="sentence">
        {state === "missing" && (awaited ? <Mark kind="plain">{t("mark.awaited")}</Mark> : <Mark kind="missing">{t("mark.missing")}</Mark>)}{indicator.ruling && <Mark kind="unconfirmed">{t(`ruling.${indicator.ruling}`)}</Mark>} {sentence}
        {records > 0 && <> <Figure open={open && (() => open(key, title))}>{t("explain.records", { n: records })}{open ? " ›" : ""}</Figure></>}
        {rule && ((state === "missing" && !awaited) || indicator.ruling) && <> <button type="button" className="link no-print" onClick={() => rule(indicator)}>{t(indicator.ruling ? "ruling.change" : "ruling.ask")}</button></>}
        {note && <span className="small soft block">{note}</span>}
      </span>
    </li>
  );
}

const signed = (text: string): string => (text.startsWith("-") ? points(text) : `+${points(text)}`);

function Difference({ criteria, difference }: { criteria: Props["criteria"]; difference: NonNullable<Explained["difference"]> }) {
  const parts = difference.criteria.map((c) => `${criteria.find((k) => k.id === c.id)?.title ?? c.id} ${signed(c.points)}`).join("，");
  return <p className="notice tabular">{t("explain.difference", { title: difference.title, total: points(difference.total.replace(/^-/, "")) })}{parts && `${marks().colon}${parts}`}</p>;
}
