import { describe, expect, it } from "vitest";
import type { FieldView } from "../api/contract";
import { fieldText } from "./fieldText";

const field = (type: string): FieldView => ({ id: "team", type, title: "帮扶团", required: false, sensitive: false });
const titles = { "team:12": "苹果卫士" };

describe("what a field says", () => {
  it("names what a field refers to, and numbers what it can't name", () => {
    for (const type of ["record", "person", "unit"]) {
      expect(fieldText(field(type), 12, "yuan", titles)).toBe("苹果卫士");
      expect(fieldText(field(type), "13", "yuan", titles)).toBe("#13");
      expect(fieldText(field(type), null, "yuan", titles)).toBe("");
    }
    expect(fieldText(field("text"), "12", "yuan", titles)).toBe("12");
  });
});
