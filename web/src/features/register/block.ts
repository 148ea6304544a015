// A block of cells as it is pasted from a spreadsheet, read into values by the type of each field.
import type { FieldView, Unit, Value } from "../../api/contract";
import { fromPercent } from "../../ui/percent";

export type Cells = string[][];

/** Splits what a spreadsheet puts on the clipboard: tabs between cells, quoted cells may hold line breaks. */
export function readBlock(text: string): Cells {
  const rows: Cells = [[]];
  let cell = "";
  let quoted = false;
  const put = () => { rows[rows.length - 1]?.push(cell); cell = ""; };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; i++; }
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t") put();
    else if (c === "\n") { put(); rows.push([]); }
    else if (c !== "\r") cell += c;
  }
  put();
  if (rows[rows.length - 1]?.every((one) => one === "")) rows.pop();
  return rows;
}

/** Lays a block into a grid from one cell on; the grid grows downwards, what doesn't fit to the right is dropped. */
export function layBlock(grid: Cells, block: Cells, row: number, column: number, width: number): Cells {
  const next = grid.map((r) => [...r]);
  block.forEach((line, i) => {
    while (next.length <= row + i) next.push(Array.from({ length: width }, () => ""));
    line.forEach((cell, j) => { const target = next[row + i]; if (target && column + j < width) target[column + j] = cell.trim(); });
  });
  return next;
}

/** A cell's text as the server reads it; undefined when it can't be read here. */
export function readCell(field: FieldView, text: string): Value | undefined {
  if (text === "") return null;
  const bare = text.replace(/[,，\s]/g, "");
  switch (field.type) {
    case "integer": case "decimal": return /^-?\d+(\.\d+)?$/.test(bare) ? bare : undefined;
    case "money": {
      const sum = bare.replace(/^[¥￥]/, "").replace(/元$/, "");
      return /^-?\d+(\.\d{1,2})?$/.test(sum) ? sum : undefined;
    }
    case "share": {
      if (bare.endsWith("%")) return /^-?\d+(\.\d+)?%$/.test(bare) ? fromPercent(bare.slice(0, -1)) : undefined;
      return /^-?\d+(\.\d+)?$/.test(bare) ? bare : undefined;
    }
    case "month": {
      const found = /^(\d{4})[-./年](\d{1,2})月?$/.exec(bare);
      return found ? `${found[1]}-${String(found[2]).padStart(2, "0")}` : undefined;
    }
    case "date": {
      const found = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(bare);
      return found ? `${found[1]}-${String(found[2]).padStart(2, "0")}-${String(found[3]).padStart(2, "0")}` : undefined;
    }
    case "bool": return /^(是|yes|true|1|√)$/i.test(bare) ? true : /^(否|no|false|0|×)$/i.test(bare) ? false : undefined;
    case "choice": return field.options?.find((o) => o.title === text || o.id === text)?.id;
    default: return text;
  }
}

/** The unit that a text names: "城关镇 西关村", "西关村" where only one has the name, or a code. */
export function findUnit(text: string, kind: string, units: Unit[]): Unit | undefined {
  const bare = text.replace(/\s/g, "");
  const fits = units.filter((u) => u.kind === kind).filter((u) => {
    const parent = units.find((p) => p.id === u.parent_id);
    return u.code === bare || u.title === bare || `${parent?.title ?? ""}${u.title}` === bare;
  });
  return fits.length === 1 ? fits[0] : undefined;
}
