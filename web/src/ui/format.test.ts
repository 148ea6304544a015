import { describe, expect, test } from "vitest";
import { addPoints, figure, hundredths, money, points, share } from "./format";

describe("money", () => {
  const cases: [string, "yuan" | "wan", string][] = [
    ["50000.00", "yuan", "50,000"],
    ["234500.5", "yuan", "234,500.50"],
    ["-1200.00", "yuan", "−1,200"],
    ["234500.00", "wan", "23.45"],
    ["1.20", "wan", "0.00012"],
    ["123456789.01", "wan", "12,345.678901"],
    ["待定", "yuan", "待定"],
  ];
  test.each(cases)("%s in %s is %s", (text, unit, want) => expect(money(text, unit)).toBe(want));
});

describe("share", () => {
  test.each([["0.92", "92%"], ["1", "100%"], ["0.9231", "92.31%"], ["0.005", "0.5%"], ["0", "0%"]])("%s is %s", (text, want) => expect(share(text)).toBe(want));
});

describe("points", () => {
  test.each([["8", "8.00"], ["6.4", "6.40"], ["-2", "−2.00"], ["", "—"], [undefined, "—"]])("%s is %s", (text, want) => expect(points(text)).toBe(want));
  test("are added exactly", () => expect(addPoints(["0.10", "0.20", "6.40"])).toBe("6.70"));
  test("below zero are added exactly", () => expect(addPoints(["-2.00", "0.65"])).toBe("-1.35"));
  test("in hundredths keep their sign", () => expect(hundredths("-1.35")).toBe(-135));
});

test("figures are grouped by thousands", () => expect(figure("1234567.5")).toBe("1,234,567.5"));
