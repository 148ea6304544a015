import { Input, Radio } from "antd";
import type { AssessmentItem } from "../../api/contract";
import { t } from "../../app/language";
import { ClashChoice } from "../../ui/Clash";
import { hundredths } from "../../ui/format";
import type { SharedState } from "../../ui/useSharedForm";
import { saidWords, type Answers, type Said } from "./answers";

type Answer = Answers["items"][string];
interface Props { item: AssessmentItem; answer: Answer; editable: boolean; change: (answer: Answer) => void; form: SharedState<Said> }

/** What the registers know, with "right" or "wrong, and why"; asks only for what nobody knows. */
export function FigureQuestion({ item, answer, editable, change, form }: Props) {
  const tooMany = hundredths(answer.self_points ?? "") > hundredths(item.of);
  return (
    <fieldset className="question" disabled={!editable}>
      <legend>{item.title}</legend>
      {item.figures.map((f) => (
        <p key={f.measure} className="known"><span>{f.title}</span> <strong className="tabular">{f.display || "—"}</strong>{f.records > 0 && <span className="small soft"> {t("assess.from", { n: f.records })}</span>}</p>
      ))}
      {item.sentence && <p className="soft">{item.sentence}</p>}
      {!item.needs_points && (
        <Radio.Group className="verdict" optionType="button" buttonStyle="solid" disabled={!editable} value={answer.verdict ?? undefined} aria-label={item.title}
          onChange={(e) => change({ ...answer, verdict: e.target.value as "right" | "wrong" })} options={[{ value: "right", label: t("assess.right") }, { value: "wrong", label: t("assess.wrong") }]} />
      )}
      {answer.verdict === "wrong" && (
        <div className="field">
          <label htmlFor={`remark-${item.key}`}>{t("assess.remark")}</label>
          <Input.TextArea id={`remark-${item.key}`} autoSize={{ minRows: 2 }} maxLength={500} showCount disabled={!editable} value={answer.remark} onChange={(e) => change({ ...answer, remark: e.target.value })} />
          {!answer.remark?.trim() && <span className="help">{t("assess.remark.help")}</span>}
        </div>
      )}
      {item.needs_points && (
        <div className="field">
          <label htmlFor={`points-${item.key}`}>{t("assess.points", { of: item.of })}</label>
          <Input id={`points-${item.key}`} className="points" inputMode="decimal" disabled={!editable} value={answer.self_points} onChange={(e) => change({ ...answer, self_points: e.target.value.replace(/[^\d.]/g, "") })} status={tooMany ? "error" : undefined} />
          {tooMany && <span className="fault">{t("assess.points.high", { of: item.of })}</span>}
        </div>
      )}
      <ClashChoice clash={form.clashes.find((c) => c.key === item.key)} other={form.other} words={saidWords} choose={form.choose} />
    </fieldset>
  );
}
