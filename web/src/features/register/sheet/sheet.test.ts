import { describe, expect, it } from "vitest";
import type { FieldView, RegisterView } from "../../../api/contract";
import { groupsOf, layOver, readInto, rowsOf, step, storedOf } from "./sheet";

const result = { id: "result", type: "choice", title: "检查结果", required: true, sensitive: false, options: [{ id: "met", title: "达标" }, { id: "partly", title: "部分达标" }, { id: "not_met", title: "未达标" }] } as FieldView;
const item = { id: "item", type: "choice", title: "条目", required: true, sensitive: false, options: [{ id: "a", title: "甲", group: "组织" }, { id: "b", title: "乙", group: "组织" }, { id: "c", title: "丙", group: "场所" }] } as FieldView;
const register = { id: "checks", title: "检查", owner: "village", dated: "half", grid: { columns: "item", value: "result" }, fields: [item, result] } as unknown as RegisterView;
const rows = [11, 12];
const columns = ["a", "b", "c"];

describe("a sheet", () => {
  it("groups its columns in the policy's order", () => {
    expect(groupsOf(item).map((g) => [g.title, g.columns.map((c) => c.id)])).toEqual([["组织", ["a", "b"]], ["场所", ["c"]]]);
  });
  it("reads the number, the title or the id of an option, and nothing else", () => {
    expect(["2", "未达标", "met", "9", "差", ""].map((text) => readInto(result, text))).toEqual(["partly", "not_met", "met", undefined, undefined, undefined]);
  });
  it("lays a block over its cells and counts what it can't read or has no place for", () => {
    const { changes, refused } = layOver([["达标", "很好"], ["未达标", "部分达标"], ["达标"]], { unit: 11, column: "b" }, rows, columns, result);
    expect(changes).toEqual({ "11 b": "met", "12 b": "not_met", "12 c": "partly" });
    expect(refused).toBe(2);
  });
  it("moves by arrow keys within the sheet", () => {
    expect(step("ArrowRight", { unit: 11, column: "a" }, rows, columns)).toEqual({ unit: 11, column: "b" });
    expect(step("Enter", { unit: 11, column: "a" }, rows, columns)).toEqual({ unit: 12, column: "a" });
    expect(step("ArrowUp", { unit: 11, column: "a" }, rows, columns)).toBeUndefined();
    expect(step("x", { unit: 11, column: "a" }, rows, columns)).toBeUndefined();
  });
  it("saves a new record with its period, and of an old one only what changed", () => {
    const stored = storedOf([{ id: 5, revision: 3, unit_id: 11, state: "filled", values: { item: "a", result: "met", problem: "旧" } }] as never, register);
    expect(rowsOf({ "11 a": "partly", "12 c": "met" }, stored, register, "2022H2")).toEqual([
      { id: 5, revision: 3, values: { result: "partly" } },
      { unit_id: 12, values: { half: "2022H2", item: "c", result: "met" } },
    ]);
  });
});
