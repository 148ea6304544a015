import { describe, expect, test } from "vitest";
import type { FieldView, Unit } from "../../api/contract";
import { findUnit, layBlock, readBlock, readCell } from "./block";
import { fromPercent, toPercent } from "../../ui/percent";

const field = (type: string): FieldView => ({ id: "x", type, title: "x", required: false, sensitive: false, options: [{ id: "operation", title: "经营收入" }] });

describe("a pasted block", () => {
  test("is split by tabs and lines", () => expect(readBlock("a\tb\r\nc\td\r\n")).toEqual([["a", "b"], ["c", "d"]]));
  test("keeps line breaks and quotes inside a quoted cell", () => expect(readBlock('"a\nb"\t"say ""no"""')).toEqual([["a\nb", 'say "no"']]));
  test("is laid from its cell on, growing downwards and cut at the right", () => expect(layBlock([["1", "2"]], [["a", "b"], ["c", "d"]], 0, 1, 2)).toEqual([["1", "a"], ["", "c"]]));
});

describe("a cell", () => {
  const cases: [string, string, unknown][] = [
    ["money", "1,200.50", "1200.50"], ["money", "￥300元", "300"], ["money", "3千", undefined], ["money", "1.234", undefined],
    ["share", "92%", "0.92"], ["share", "0.5", "0.5"], ["month", "2022年6月", "2022-06"], ["month", "2022/6", "2022-06"], ["date", "2022.4.29", "2022-04-29"],
    ["bool", "是", true], ["bool", "也许", undefined], ["choice", "经营收入", "operation"], ["choice", "别的", undefined], ["text", "", null],
  ];
  test.each(cases)("of type %s, %s, reads as %s", (type, text, want) => expect(readCell(field(type), text)).toEqual(want));
});

describe("a unit", () => {
  const units: Unit[] = [
    { id: 1, parent_id: 0, kind: "county", code: "1", title: "县" }, { id: 2, parent_id: 1, kind: "town", code: "2", title: "甲镇" }, { id: 3, parent_id: 1, kind: "town", code: "3", title: "乙镇" },
    { id: 4, parent_id: 2, kind: "village", code: "4", title: "西关村" }, { id: 5, parent_id: 3, kind: "village", code: "5", title: "西关村" }, { id: 6, parent_id: 3, kind: "village", code: "6", title: "东关村" },
  ];
  test("is found by its name where only one has it", () => expect(findUnit("东关村", "village", units)?.id).toBe(6));
  test("is not guessed where two have the name", () => expect(findUnit("西关村", "village", units)).toBeUndefined());
  test("is found with its town before it", () => expect(findUnit("乙镇 西关村", "village", units)?.id).toBe(5));
});

describe("percentages", () => {
  test.each([["0.92", "92"], ["1", "100"], ["0.005", "0.5"], ["0.123456", "12.3456"]])("%s is %s%%", (fraction, percent) => {
    expect(toPercent(fraction)).toBe(percent);
    expect(fromPercent(percent)).toBe(fraction);
  });
});
