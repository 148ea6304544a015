import { Checkbox, Input, InputNumber } from "antd";
import type { Sheet, SheetEntry, Vote } from "../../api/contract";
import { t } from "../../app/language";
import { placeOf } from "../../ui/place";
import type { DecisionForm } from "./draft";
import { passedOver, selectedIn } from "./form";
import { GradeChoice } from "./GradeChoice";

interface Props { sheet: Sheet; form: DecisionForm; set: (part: Partial<DecisionForm>) => void }

export function Ballot({ sheet, form, set }: Props) {
  const over = sheet.grades_all ? [] : passedOver(form, sheet);
  const selected = selectedIn(form, sheet);
  const last = sheet.grades_all ? undefined : sheet.entries.filter((e) => e.rank !== null && e.rank <= sheet.quota).pop();
  const choose = (id: number, on: boolean) => set({ selected: on ? [...form.selected, id] : form.selected.filter((s) => s !== id) });
  const vote = (id: number, part: Partial<Vote>) => set({ votes: { ...form.votes, [id]: { entry: id, agree: 0, against: 0, abstain: 0, ...form.votes[id], ...part } } });
  return (
    <ul className="plain ballot">
      {sheet.entries.map((e) => (
        <li key={e.id} className={e === last ? "last" : undefined}>
          {sheet.grades_all ? <span className="who"><Who entry={e} /></span> : <Checkbox checked={selected.includes(e.id)} onChange={(event) => choose(e.id, event.target.checked)}><Who entry={e} /></Checkbox>}
          {sheet.grades.length > 0 && (sheet.grades_all || selected.includes(e.id)) && <GradeChoice sheet={sheet} entry={e} form={form} set={set} />}
          {sheet.votes && selected.includes(e.id) && (
            <span className="votes">{(["agree", "against", "abstain"] as const).map((kind) => <label key={kind}>{t(`decision.${kind}`)}<InputNumber size="small" min={0} value={form.votes[e.id]?.[kind]} onChange={(n) => vote(e.id, { [kind]: n ?? 0 })} /></label>)}</span>
          )}
          {over.includes(e.id) && <Input size="small" aria-label={t("decision.why_not")} placeholder={t("decision.why_not")} maxLength={500} value={form.reasons[e.id] ?? ""} onChange={(event) => set({ reasons: { ...form.reasons, [e.id]: event.target.value } })} />}
        </li>
      ))}
    </ul>
  );
}

function Who({ entry }: { entry: SheetEntry }) {
  return <><span className="tabular">{entry.rank ?? "—"}</span> {entry.subject.title} <span className="soft small">{placeOf(entry.subject)}</span></>;
}
