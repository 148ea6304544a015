import type { FieldView, RegisterView, Value } from "../../api/contract";
import { t, type Key } from "../../app/language";

export interface Change { field: FieldView; before: Value | undefined; after: Value | undefined }

/** The fields that differ between two revisions; none for the first one. */
export function changesBetween(register: RegisterView, before: { [field: string]: Value } | undefined, after: { [field: string]: Value }): Change[] {
  if (!before) return [];
  return register.fields.filter((f) => JSON.stringify(before[f.id] ?? null) !== JSON.stringify(after[f.id] ?? null)).map((field) => ({ field, before: before[field.id], after: after[field.id] }));
}

const known: { [action: string]: Key } = {
  fill: "history.fill", create: "history.fill", save: "history.edit", edit: "history.edit", change: "history.edit", update: "history.edit", check: "history.check", return: "history.return",
  correct: "history.correct", delete: "history.delete", restore: "history.restore", import: "history.import", draft: "history.draft",
};

export const actionWords = (action: string): string => { const key = known[action]; return key ? t(key) : action; };
