// What the body decided, as it is typed.
import type { DecisionInput, Sheet } from "../../api/contract";
import type { DecisionForm } from "./draft";
import { fullRooms, gradeOf, hasGrade, unexplained } from "./grades";

/** What is before the body: those it can select now, and the places that nobody holds. */
export const undecided = (sheet: Sheet): Sheet => ({ ...sheet, entries: sheet.entries.filter((e) => e.decidable), quota: sheet.quota - sheet.kept });

export type Open = "minutes" | "attendance" | "over" | "votes" | "vacant" | "order" | "grade" | "cap";

/** Whom the body selects: where everyone is to have a grade, those who are given one. */
export const selectedIn = (form: DecisionForm, sheet: Pick<Sheet, "entries" | "grades_all">): number[] =>
  sheet.grades_all ? sheet.entries.filter((e) => hasGrade(form, e)).map((e) => e.id) : form.selected;

/** Passed over although an entry below was selected: the record should say why. */
export function passedOver(form: DecisionForm, sheet: Pick<Sheet, "entries">): number[] {
  const last = Math.max(0, ...sheet.entries.filter((e) => form.selected.includes(e.id)).map((e) => e.rank ?? 0));
  return sheet.entries.filter((e) => e.rank !== null && e.rank < last && !form.selected.includes(e.id)).map((e) => e.id);
}

export function openPoint(form: DecisionForm, sheet: Sheet): Open | undefined {
  const [expected, present] = [Number(form.expected), Number(form.present)];
  if (!form.minutes_no.trim() || !form.date) return "minutes";
  if (!(expected > 0) || !(present > 0) || present > expected) return "attendance";
  if (unexplained(form, sheet).length > 0) return "grade";
  if (fullRooms(form, sheet).length > 0) return "cap";
  const selected = selectedIn(form, sheet);
  if (!sheet.grades_all && selected.length > sheet.quota) return "over";
  if (sheet.votes && selected.some((id) => { const v = form.votes[id]; return !v || v.agree + v.against + v.abstain !== present; })) return "votes";
  if (sheet.grades_all) return undefined;
  if (passedOver(form, sheet).some((id) => !form.reasons[id]?.trim())) return "order";
  return form.selected.length < sheet.quota && !form.vacant_reason.trim() ? "vacant" : undefined;
}

export function inputOf(form: DecisionForm, sheet: Pick<Sheet, "entries" | "grades_all" | "unit_id">): DecisionInput {
  const selected = selectedIn(form, sheet);
  const others = sheet.entries.filter((e) => selected.includes(e.id) && gradeOf(form, e) !== (e.computed ?? ""));
  return {
    unit_id: sheet.unit_id || undefined,
    minutes_no: form.minutes_no.trim(), date: form.date, expected: Number(form.expected), present: Number(form.present), selected,
    grades: others.map((e) => ({ entry: e.id, grade: gradeOf(form, e) })),
    votes: Object.values(form.votes).filter((v) => v.agree + v.against + v.abstain > 0),
    reasons: Object.entries(form.reasons).filter(([, text]) => text.trim()).map(([entry, text]) => ({ entry: Number(entry), text })),
    vacant_reason: form.vacant_reason.trim() || undefined,
  };
}
