import type { RecordState, RegisterView } from "../../api/contract";
import { t } from "../../app/language";
import { fieldText } from "../../ui/fieldText";
import type { MarkKind } from "../../ui/Mark";
import type { FieldFilter } from "./listing";

export const stateMark: Record<Shown, MarkKind> = { deleted: "veto", draft: "plain", filled: "unconfirmed", checked: "good", returned: "returned" };

type Shown = RecordState | "deleted";
export const shownState = (record: { state: RecordState; deleted?: boolean }): Shown => (record.deleted ? "deleted" : record.state);

const signs: { [operator: string]: string } = { eq: "=", ne: "≠", gt: ">", ge: "≥", gte: "≥", lt: "<", le: "≤", lte: "≤" };

export function filterWords(register: RegisterView, filter: FieldFilter): string {
  const field = register.fields.find((f) => f.id === filter.field);
  if (!field) return `${filter.field} ${filter.value}`;
  const sign = signs[filter.operator] ?? (filter.operator === "like" || filter.operator === "contains" ? t("register.contains") : filter.operator);
  return `${field.title} ${sign} ${filter.operator === "contains" ? filter.value : fieldText(field, filter.value)}`;
}
