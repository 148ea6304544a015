import type { Problem } from "../../api/client";
import type { FieldView, RegisterView, Unit } from "../../api/contract";
import { t } from "../../app/language";
import { findUnit, readCell } from "./block";

interface Input { register: RegisterView; fields: FieldView[]; filled: { cells: string[]; row: number }[]; units: Unit[]; problem?: Problem; strict: boolean }

/** What is wrong, by "row.column" of the grid: what can't be read here, what is missing once one has tried to save, and what the server says. */
export function faultsOf({ register, fields, filled, units, problem, strict }: Input): Map<string, string> {
  const faults = new Map<string, string>();
  for (const { cells, row } of filled) {
    if ((cells[0] || strict) && !findUnit(cells[0] ?? "", register.owner, units)) faults.set(`${row}.0`, t("block.unit", { text: cells[0] ?? "" }));
    fields.forEach((field, i) => {
      const text = cells[i + 1] ?? "";
      if (readCell(field, text) === undefined) faults.set(`${row}.${i + 1}`, t("block.unreadable", { title: field.title, text }));
      else if (strict && field.required && text === "") faults.set(`${row}.${i + 1}`, t("block.missing", { title: field.title }));
    });
  }
  for (const error of problem?.body.errors ?? []) {
    const found = /rows[.[](\d+)\]?.*?(?:\.([a-z0-9_]+))?$/.exec(error.location);
    const row = filled[Number(found?.[1])]?.row;
    if (row !== undefined) faults.set(`${row}.${fields.findIndex((f) => f.id === found?.[2]) + 1}`, [error.message, error.hint].filter(Boolean).join(" "));
  }
  return faults;
}
