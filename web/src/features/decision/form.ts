// What the body decided, as it is typed.
import type { DecisionInput, Sheet, Vote } from "../../api/contract";

export interface DecisionForm { minutes_no: string; date: string; expected: string; present: string; selected: number[]; votes: { [entry: number]: Vote }; reasons: { [entry: number]: string }; vacant_reason: string }

export const emptyForm: DecisionForm = { minutes_no: "", date: "", expected: "", present: "", selected: [], votes: {}, reasons: {}, vacant_reason: "" };

/** What is before the body: those it can select now, and the places that nobody holds. */
export const undecided = (sheet: Sheet): Sheet => ({ ...sheet, entries: sheet.entries.filter((e) => e.decidable), quota: sheet.quota - sheet.kept });

export type Open = "minutes" | "attendance" | "over" | "votes" | "vacant" | "order";

/** Passed over although an entry below was selected: the record should say why. */
export function passedOver(form: DecisionForm, sheet: Pick<Sheet, "entries">): number[] {
  const last = Math.max(0, ...sheet.entries.filter((e) => form.selected.includes(e.id)).map((e) => e.rank ?? 0));
  return sheet.entries.filter((e) => e.rank !== null && e.rank < last && !form.selected.includes(e.id)).map((e) => e.id);
}

export function openPoint(form: DecisionForm, sheet: Sheet): Open | undefined {
  const [expected, present] = [Number(form.expected), Number(form.present)];
  if (!form.minutes_no.trim() || !form.date) return "minutes";
  if (!(expected > 0) || !(present > 0) || present > expected) return "attendance";
  if (form.selected.length > sheet.quota) return "over";
  if (sheet.votes && form.selected.some((id) => { const v = form.votes[id]; return !v || v.agree + v.against + v.abstain !== present; })) return "votes";
  if (passedOver(form, sheet).some((id) => !form.reasons[id]?.trim())) return "order";
  return form.selected.length < sheet.quota && !form.vacant_reason.trim() ? "vacant" : undefined;
}

export function inputOf(form: DecisionForm): DecisionInput {
  return {
    minutes_no: form.minutes_no.trim(), date: form.date, expected: Number(form.expected), present: Number(form.present), selected: form.selected,
    votes: Object.values(form.votes).filter((v) => v.agree + v.against + v.abstain > 0),
    reasons: Object.entries(form.reasons).filter(([, text]) => text.trim()).map(([entry, text]) => ({ entry: Number(entry), text })),
    vacant_reason: form.vacant_reason.trim() || undefined,
  };
}
