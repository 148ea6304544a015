// Which grades a body gives: the computed one, or another with a reason.
import type { Sheet, SheetEntry } from "../../api/contract";
import type { DecisionForm } from "./draft";

type Form = Pick<DecisionForm, "grades" | "reasons" | "selected">;

export const gradeOf = (form: Pick<Form, "grades">, entry: SheetEntry): string => form.grades[entry.id] ?? entry.computed ?? "";
export const hasGrade = (form: Pick<Form, "grades">, entry: SheetEntry): boolean => gradeOf(form, entry) !== "";

/** Another grade than the computed one, or none, wants a reason. */
export function wantsReason(form: Form, entry: SheetEntry, sheet: Pick<Sheet, "grades_all">): boolean {
  if (!sheet.grades_all && !form.selected.includes(entry.id)) return false;
  const grade = gradeOf(form, entry);
  return grade !== (entry.computed ?? "") || (sheet.grades_all && grade === "");
}

export const unexplained = (form: Form, sheet: Pick<Sheet, "entries" | "grades" | "grades_all">): number[] =>
  sheet.grades.length === 0 ? [] : sheet.entries.filter((e) => wantsReason(form, e, sheet) && !form.reasons[e.id]?.trim()).map((e) => e.id);

export interface Room { grade: string; places: number; holds: number; titles: string[] }

/** How many of each pool have a grade as the form stands; those who are not before the body now keep what they have. */
export function roomsIn(form: Form, sheet: Pick<Sheet, "entries" | "rooms" | "grades_all">, all: SheetEntry[]): Room[] {
  const now = new Map(all.map((e) => [e.id, e.given ?? ""]));
  for (const e of sheet.entries) now.set(e.id, sheet.grades_all || form.selected.includes(e.id) ? gradeOf(form, e) : "");
  return sheet.rooms.map((room) => {
    const held = room.entries.filter((id) => now.get(id) === room.grade);
    return { grade: room.grade, places: room.places, holds: held.length, titles: all.filter((e) => held.includes(e.id)).map((e) => e.subject.title) };
  });
}

/** The grades that a body may give to an entry: those that the policy lets it deviate to. */
export function allowed(entry: SheetEntry, sheet: Pick<Sheet, "grades" | "deviate">): { id: string; title: string }[] {
  const at = sheet.grades.findIndex((g) => g.id === entry.computed);
  if (sheet.deviate === "none") return sheet.grades.filter((g) => g.id === entry.computed);
  return sheet.deviate === "lower" && at >= 0 ? sheet.grades.slice(at) : sheet.grades;
}

export const fullRooms = (form: Form, sheet: Sheet): Room[] => roomsIn(form, sheet, sheet.entries).filter((room) => room.holds > room.places);
