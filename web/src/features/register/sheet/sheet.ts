// A sheet of a register: owners as rows, the options of one choice as columns, one period at a time.
import type { BulkRow, FieldView, RecordRow, RegisterView, Unit, Value } from "../../../api/contract";
import { readCell } from "../block";

export interface Place { unit: number; column: string }

/** A cell as it stands on the server, with the record it belongs to. */
export interface Stored { id: number; revision: number; value: Value; state: RecordRow["state"] }

/** What has been typed and not saved, by place. */
export type Changes = Record<string, Value>;

export const placeKey = ({ unit, column }: Place): string => `${unit} ${column}`;

/** The records of one period, each at its place. */
export function storedOf(records: RecordRow[], register: RegisterView): Map<string, Stored> {
  const grid = register.grid;
  return new Map(grid ? records.map((r) => [placeKey({ unit: r.unit_id, column: String(r.values[grid.columns]) }), { id: r.id, revision: r.revision, value: r.values[grid.value] ?? null, state: r.state }]) : []);
}

/** The options under their groups, in the policy's order. */
export function groupsOf(field: FieldView): { title: string; columns: NonNullable<FieldView["options"]> }[] {
  const groups: { title: string; columns: NonNullable<FieldView["options"]> }[] = [];
  for (const option of field.options ?? []) {
    const last = groups[groups.length - 1];
    if (last && last.title === (option.group ?? "")) last.columns.push(option);
    else groups.push({ title: option.group ?? "", columns: [option] });
  }
  return groups;
}

/** What a key or a text means in a cell: the number of an option, its title or id, or a value of the field's type; undefined when nothing. */
export function readInto(field: FieldView, text: string): Value | undefined {
  const bare = text.trim();
  if (field.type === "choice" && /^[1-9]$/.test(bare)) return field.options?.[Number(bare) - 1]?.id;
  return bare === "" ? undefined : readCell(field, bare) ?? undefined;
}

/** Lays a pasted block over the sheet from one place on. What can't be read, or falls outside, is counted and left alone. */
export function layOver(block: string[][], at: Place, rows: number[], columns: string[], field: FieldView): { changes: Changes; refused: number } {
  const top = rows.indexOf(at.unit);
  const left = columns.indexOf(at.column);
  const changes: Changes = {};
  let refused = 0;
  block.forEach((line, i) => line.forEach((text, j) => {
    if (text.trim() === "") return;
    const unit = rows[top + i];
    const column = columns[left + j];
    const value = readInto(field, text);
    if (unit === undefined || column === undefined || value === undefined) refused++;
    else changes[placeKey({ unit, column })] = value;
  }));
  return { changes, refused };
}

/** What a move of the arrow keys, Tab's neighbours and Enter leads to. */
export function step(key: string, at: Place, rows: number[], columns: string[]): Place | undefined {
  const [down, right] = { ArrowDown: [1, 0], Enter: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[key] ?? [0, 0];
  const unit = rows[rows.indexOf(at.unit) + (down ?? 0)];
  const column = columns[columns.indexOf(at.column) + (right ?? 0)];
  return (down || right) && unit !== undefined && column !== undefined ? { unit, column } : undefined;
}

/** The rows to save: a changed record keeps the rest of what it holds. */
export function rowsOf(changes: Changes, stored: Map<string, Stored>, register: RegisterView, period: Value): BulkRow[] {
  const grid = register.grid;
  if (!grid || !register.dated) return [];
  const dated = register.dated;
  return Object.entries(changes).map(([key, value]) => {
    const [unit, column] = key.split(" ");
    const old = stored.get(key);
    return old ? { id: old.id, revision: old.revision, values: { [grid.value]: value } }
      : { unit_id: Number(unit), values: { [dated]: period, [grid.columns]: column ?? "", [grid.value]: value } };
  });
}

/** The towns whose villages someone may fill, and the units of the register's kind below one of them. */
export function unitsBelow(units: Unit[], kind: string, town?: number): Unit[] {
  return units.filter((u) => u.kind === kind && (town === undefined || u.id === town || u.parent_id === town));
}
