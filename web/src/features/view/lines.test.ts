import { describe, expect, it } from "vitest";
import type { RecordRow, RegisterView } from "../../api/contract";
import { crossOf, endOf, growth, linesOf, linksOf } from "./lines";

const row = (id: number, unit: string, values: RecordRow["values"]): RecordRow => ({ id, revision: 1, unit_id: id, unit_title: unit, town_title: "城关镇", state: "checked", values, filled_by: "", filled_at: "", may_fill: false, may_check: false });

const field = (id: string, type: string) => ({ id, type, title: id, required: false, sensitive: false });
const register = { fields: [field("to", "text"), field("base", "record")] } as unknown as RegisterView;

describe("views of a register", () => {
  it("draws a line in its order, lines apart", () => {
    const lines = linesOf([row(1, "乙村", { belt: 9, at: 2 }), row(2, "甲村", { belt: 9, at: 1 }), row(3, "丙村", { belt: 10, at: 1 })], "belt", "at");
    expect(lines.map((l) => [l.id, l.stops.map((s) => s.row.unit_title)])).toEqual([["9", ["甲村", "乙村"]], ["10", ["丙村"]]]);
  });
  it("adds links of the same two ends", () => {
    const links = linksOf([row(1, "甲村", { to: "合作社", n: 20 }), row(2, "乙村", { to: "合作社", n: 30 }), row(3, "甲村", { to: "合作社", n: 5 }), row(4, "丙村", { to: null, n: 5 })], endOf(register, "owner"), endOf(register, "to"), "n");
    expect(links.map((l) => [l.from, l.to, l.weight])).toEqual([["城关镇 乙村", "合作社", 30], ["城关镇 甲村", "合作社", 25]]);
  });
  it("links what a field refers to by what it is called", () => {
    const named = { ...row(1, "甲村", { base: 12 }), titles: { "base:12": "核桃基地" } };
    expect(linksOf([named, row(2, "乙村", { base: 13 })], endOf(register, "owner"), endOf(register, "base")).map((l) => l.to)).toEqual(["核桃基地", "#13"]);
  });
  it("sets owners against years", () => {
    const cross = crossOf([{ ...row(1, "甲村", { year: "2022" }), unit_id: 7 }, { ...row(2, "甲村", { year: "2021" }), unit_id: 7 }], "year");
    expect([cross.columns, cross.rows.length, cross.rows[0]?.cells.get("2021")?.[0]?.id]).toEqual([["2021", "2022"], 1, 2]);
  });
  it("says no growth without a base", () => {
    expect([growth("120", "100"), growth("80", "100"), growth("5", "0"), growth("5", null), growth(null, "5"), growth("-50", "-100")]).toEqual(["+20.0%", "−20.0%", undefined, undefined, undefined, "+50.0%"]);
  });
});
