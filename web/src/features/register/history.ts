import type { FieldView, RegisterView, Revision, Value } from "../../api/contract";
import { t } from "../../app/language";

export interface Change { field: FieldView; before: Value | undefined; after: Value | undefined }

/** The fields that differ between two revisions; none for the first one. */
export function changesBetween(register: RegisterView, before: { [field: string]: Value } | undefined, after: { [field: string]: Value }): Change[] {
  if (!before) return [];
  return register.fields.filter((f) => JSON.stringify(before[f.id] ?? null) !== JSON.stringify(after[f.id] ?? null)).map((field) => ({ field, before: before[field.id], after: after[field.id] }));
}

export const actionWords = (action: Revision["action"]): string => t(`history.${action}`);
