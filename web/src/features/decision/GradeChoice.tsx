import { Input, Select } from "antd";
import type { Sheet, SheetEntry } from "../../api/contract";
import { t } from "../../app/language";
import type { DecisionForm } from "./draft";
import { allowed, gradeOf, wantsReason } from "./grades";

interface Props { sheet: Sheet; entry: SheetEntry; form: DecisionForm; set: (part: Partial<DecisionForm>) => void }

/** The grade of one entry: the computed one unless people give another, and say why. */
export function GradeChoice({ sheet, entry, form, set }: Props) {
  const grade = gradeOf(form, entry);
  const options = allowed(entry, sheet).map((g) => ({ value: g.id, label: g.id === entry.computed ? t("decision.grade.computed", { grade: g.title }) : g.title }));
  if (sheet.grades_all) options.push({ value: "", label: t("decision.grade.none") });
  const choose = (value: string) => {
    const { [entry.id]: _, ...others } = form.grades;
    set({ grades: value === (entry.computed ?? "") ? others : { ...form.grades, [entry.id]: value } });
  };
  return (
    <span className="grade">
      <Select size="small" aria-label={`${t("decision.grade")} ${entry.subject.title}`} value={grade} options={options} onChange={choose} popupMatchSelectWidth={false} />
      {wantsReason(form, entry, sheet) && (
        <Input size="small" aria-label={`${t("decision.grade.why")} ${entry.subject.title}`} placeholder={t("decision.grade.why")} maxLength={500} value={form.reasons[entry.id] ?? ""} onChange={(e) => set({ reasons: { ...form.reasons, [entry.id]: e.target.value } })} />
      )}
    </span>
  );
}
