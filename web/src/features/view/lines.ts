// How records become lines, links and cells; no drawing here.
import type { RecordRow, RegisterView, Value } from "../../api/contract";
import { fieldText } from "../../ui/fieldText";
import { marks } from "../../app/language";

export interface Stop { row: RecordRow; order: number }
export interface LineOf { id: string; stops: Stop[] }
export interface Link { from: string; to: string; weight: number; rows: RecordRow[] }

const text = (value: Value | undefined): string => (value === null || value === undefined ? "" : Array.isArray(value) ? value.join(marks().comma) : String(value));

/** Records that are the same in one field are a line, in the order of another; the first line is the one begun first. */
export function linesOf(rows: RecordRow[], of: string, order: string): LineOf[] {
  const lines = new Map<string, Stop[]>();
  for (const row of rows) {
    const id = text(row.values[of]);
    lines.set(id, [...(lines.get(id) ?? []), { row, order: Number(row.values[order] ?? 0) }]);
  }
  return [...lines].sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true })).map(([id, stops]) => ({ id, stops: stops.sort((a, b) => a.order - b.order || a.row.id - b.row.id) }));
}

export type End = (row: RecordRow) => string;

/** One end of a link: what a field says, or the unit that the record is about, with its town. */
export const endOf = (register: RegisterView, id: string): End => {
  const field = register.fields.find((f) => f.id === id);
  return (row) => (id === "owner" ? `${row.town_title ?? ""} ${row.unit_title}`.trim() : field ? fieldText(field, row.values[id], "yuan", row.titles) : "");
};

/** Links of the same two ends are one, as heavy as all of them. */
export function linksOf(rows: RecordRow[], from: End, to: End, weight?: string): Link[] {
  const links = new Map<string, Link>();
  for (const row of rows) {
    const [a, b] = [from(row), to(row)];
    if (a === "" || b === "") continue;
    const link = links.get(`${a}\n${b}`) ?? { from: a, to: b, weight: 0, rows: [] };
    link.weight += weight ? Number(row.values[weight] ?? 0) : 1;
    link.rows.push(row);
    links.set(`${a}\n${b}`, link);
  }
  return [...links.values()].sort((a, b) => b.weight - a.weight);
}

export interface CrossRow { unit: number; title: string; town: string; cells: Map<string, RecordRow[]> }

/** Owners against the values of a field. */
export function crossOf(rows: RecordRow[], field: string): { columns: string[]; rows: CrossRow[] } {
  const owners = new Map<number, CrossRow>();
  const columns = new Set<string>();
  for (const row of rows) {
    const column = text(row.values[field]);
    if (column === "") continue;
    columns.add(column);
    const owner = owners.get(row.unit_id) ?? { unit: row.unit_id, title: row.unit_title, town: row.town_title ?? "", cells: new Map<string, RecordRow[]>() };
    owner.cells.set(column, [...(owner.cells.get(column) ?? []), row]);
    owners.set(row.unit_id, owner);
  }
  return { columns: [...columns].sort(), rows: [...owners.values()].sort((a, b) => a.town.localeCompare(b.town, "zh") || a.unit - b.unit) };
}

/** The change of a figure against another, in percent with one place; none without a base, which is not zero. */
export function growth(now: string | null, before: string | null): string | undefined {
  if (now === null || before === null || Number(before) === 0) return undefined;
  const percent = ((Number(now) - Number(before)) / Math.abs(Number(before))) * 100;
  return `${percent > 0 ? "+" : percent < 0 ? "−" : ""}${Math.abs(percent).toFixed(1)}%`;
}
