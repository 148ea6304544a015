import { describe, expect, it } from "vitest";
import { shade } from "./words";

describe("shades", () => {
  it("keeps nothing apart from little, and ends with the most", () => {
    expect([0, 1, 5, 10].map((n) => shade(n, 10))).toEqual([0, 1, 3, 5]);
    expect(shade(0, 0)).toBe(0);
  });
});
