import type { Assessment, AssessmentItem } from "../../api/contract";
import { aside, marks, t } from "../../app/language";
import { byCriterion } from "./answers";

const box = "□";

/** The form on paper, blank: what is known, a box to tick or a line to write on. For whoever has no phone; someone types it in later. */
export function AssessmentPaper({ assessment }: { assessment: Assessment }) {
  return (
    <article className="only-print assessment-paper">
      <p>{assessment.round_title}　{t("assess.paper.how")}</p>
      <table>
        <thead><tr><th>{t("assess.paper.item")}</th><th>{t("assess.paper.known")}</th><th>{t("assess.paper.answer")}</th></tr></thead>
        {byCriterion(assessment.items).map((group) => (
          <tbody key={group.title}>
            <tr className="group"><th colSpan={3} scope="rowgroup">{group.title}</th></tr>
            {group.items.map((item) => <Row key={item.key} item={item} />)}
          </tbody>
        ))}
      </table>
      <div className="statement"><strong>{t("assess.statement")}</strong><i /><i /><i /></div>
      <div className="signatures"><span>{t("assess.paper.signature")}{marks().colon}</span><span>{t("assess.paper.seal")}{marks().colon}</span><span>{t("sheet.date.blank")}</span></div>
    </article>
  );
}

function Row({ item }: { item: AssessmentItem }) {
  return (
    <tr>
      <td>{item.title}<span className="small soft nowrap">{aside(item.of)}</span></td>
      <td>{item.figures.map((f) => <div key={f.measure}>{f.title} <strong>{f.display || "—"}</strong></div>)}{item.figures.length === 0 && "—"}</td>
      <td>{item.needs_points ? <span className="blank">{t("assess.points", { of: item.of })}</span> : <><span className="nowrap">{box} {t("assess.right")}</span>　<span className="nowrap">{box} {t("assess.paper.wrong")}</span><i /></>}</td>
    </tr>
  );
}
