// How a record's value reads, by the type of its field.
import type { FieldView, Titles, Value } from "../api/contract";
import { aside, marks, t } from "../app/language";
import { figure, money, period, share, type MoneyUnit } from "./format";

export const numericTypes = ["integer", "decimal", "money", "share", "formula"];
export const isNumeric = (field: FieldView): boolean => numericTypes.includes(field.type);

const optionTitle = (field: FieldView, id: string): string => field.options?.find((o) => o.id === id)?.title ?? id;

/** What a reference is called; its number where nothing says it. */
export const referenceTitle = (field: FieldView, value: Value | undefined, titles: Titles | undefined): string => titles?.[`${field.id}:${String(value)}`] ?? `#${String(value)}`;

/** A value in words; titles name what it refers to. */
export function fieldText(field: FieldView, value: Value | undefined, unit: MoneyUnit = "yuan", titles?: Titles): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.map((v) => optionTitle(field, v)).join(marks().comma);
  if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
  const text = String(value);
  switch (field.type) {
    case "money": return money(text, unit);
    case "share": return share(text);
    case "choice": return optionTitle(field, text);
    case "date": case "month": case "quarter": case "half_year": case "year": return period(text);
    case "unit": case "person": case "record": return referenceTitle(field, value, titles);
    case "integer": case "decimal": case "formula": return figure(text);
    default: return text;
  }
}

/** The heading of a column, with the unit that its figures are in. */
export function fieldHeading(field: FieldView, unit: MoneyUnit): string {
  const words = field.type === "money" ? t(unit === "wan" ? "common.wan" : "common.yuan") : field.unit;
  return words && isNumeric(field) ? `${field.title}${aside(words)}` : field.title;
}
