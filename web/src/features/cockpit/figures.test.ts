import { expect, test } from "vitest";
import { figures } from "./figures";

const of = (unit: string, value: string, goal: string, display: string, goal_display: string) => figures({ unit, value, goal, display, goal_display });

test("the unit stands once", () => expect(of("个", "11", "35", "11 个", "35 个")).toEqual({ value: "11", goal: "35 个" }));
test("shares keep their sign at the goal", () => expect(of("%", "0.7885", "0.8", "78.85%", "80%")).toEqual({ value: "78.85", goal: "80%" }));
test("great sums are in 万元, and never rounded up to the goal", () => expect(of("元", "1999999", "2000000", "", "")).toEqual({ value: "199.9", goal: "200 万元" }));
test("small sums stay in 元", () => expect(of("元", "50", "200", "50 元", "200 元")).toEqual({ value: "50", goal: "200 元" }));
test("what is not known stays in words", () => expect(of("个", "0", "35", "没有数据", "35 个").value).toBe("没有数据"));
