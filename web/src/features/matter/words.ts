// How the fields of a matter read, with the names of what they refer to.
import type { FieldView, Value } from "../../api/contract";
import { fieldText } from "../../ui/fieldText";

const references = ["unit", "person", "record"];

export function factText(field: FieldView, value: Value | undefined, titles: { [key: string]: string }): string {
  if (value === null || value === undefined || value === "") return "";
  return references.includes(field.type) ? titles[`${field.id}:${String(value)}`] ?? `#${String(value)}` : fieldText(field, value);
}

/** Darker is more, in five shades, as the cockpit's grid has them. */
export const shade = (count: number, most: number): number => (count === 0 || most === 0 ? 0 : Math.max(1, Math.ceil((count / most) * 5)));
