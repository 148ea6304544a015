import { Input } from "antd";
import { t } from "../../app/language";
import { ClashChoice } from "../../ui/Clash";
import { FileBox } from "../../ui/FileBox";
import { Mark } from "../../ui/Mark";
import { isAnswered, saidWords, statementCell, type Answers, type byCriterion } from "./answers";
import type { useAssessment } from "./useAssessment";

interface Props { steps: ReturnType<typeof byCriterion>; answers: Answers; editable: boolean; form: ReturnType<typeof useAssessment>; go: (step: number) => void }

export function LastStep({ steps, answers, editable, form, go }: Props) {
  const open = steps.flatMap((s, step) => s.items.filter((i) => !isAnswered(i, answers)).map((item) => ({ item, step })));
  return (
    <section className="card">
      <h2>{t("assess.last")}</h2>
      {!editable ? null : open.length === 0 ? <p><Mark kind="good">{t("assess.complete")}</Mark></p> : (
        <>
          <p>{t("assess.open", { n: open.length })}</p>
          <ul>{open.map(({ item, step }) => <li key={item.key}><button type="button" className="link" onClick={() => go(step)}>{item.criterion_title} · {item.title}</button></li>)}</ul>
        </>
      )}
      <div className="field">
        <label htmlFor="statement">{t("assess.statement")}</label>
        <Input.TextArea id="statement" autoSize={{ minRows: 4 }} maxLength={2000} showCount disabled={!editable} value={answers.statement} onChange={(e) => form.change((now) => ({ ...now, statement: e.target.value }))} />
        <ClashChoice clash={form.clashes.find((c) => c.key === statementCell)} other={form.other} words={saidWords} choose={form.choose} />
      </div>
      <div className="field">
        <span className="label">{t("assess.files")}</span>
        <span className="help">{t("assess.files.help")}</span>
        <FileBox files={answers.files} disabled={!editable} change={(files) => form.change((now) => ({ ...now, files }))} />
      </div>
    </section>
  );
}
