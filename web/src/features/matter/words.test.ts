import { describe, expect, it } from "vitest";
import type { FieldView } from "../../api/contract";
import { factText, shade } from "./words";

const field = (type: string): FieldView => ({ id: "team", type, title: "帮扶团", required: false, sensitive: false });

describe("what a matter's fields say", () => {
  it("names what a field refers to, and numbers what it can't name", () => {
    expect(factText(field("record"), "12", { "team:12": "苹果卫士" })).toBe("苹果卫士");
    expect(factText(field("record"), "13", { "team:12": "苹果卫士" })).toBe("#13");
    expect(factText(field("text"), "12", { "team:12": "苹果卫士" })).toBe("12");
    expect(factText(field("record"), null, {})).toBe("");
  });
});

describe("shades", () => {
  it("keeps nothing apart from little, and ends with the most", () => {
    expect([0, 1, 5, 10].map((n) => shade(n, 10))).toEqual([0, 1, 3, 5]);
    expect(shade(0, 0)).toBe(0);
  });
});
