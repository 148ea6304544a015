import { expect, test } from "vitest";
import { mergeCells } from "../merge";
import { typedShape, type Typed } from "./typed";

const typed = (ratings: Typed["ratings"], opinion = ""): Typed => ({ ratings, opinion });
const merge = (base: Typed, mine: Typed, theirs: Typed) => mergeCells(typedShape.cells(base), typedShape.cells(mine), typedShape.cells(theirs));

test("a form survives being taken apart", () => {
  const form = typed([{ key: "a.b", points: "6.00", reason: "实绩突出" }], "同意");
  expect(typedShape.form(typedShape.cells(form), form)).toEqual(form);
});
test("ratings of two indicators and an opinion don't meet", () => {
  const { cells, clashes } = merge(typed([]), typed([{ key: "a.b", points: "6.00" }]), typed([{ key: "a.c", points: "3.00" }], "同意"));
  expect([typedShape.form(cells, typed([])), clashes]).toEqual([typed([{ key: "a.b", points: "6.00", reason: "" }, { key: "a.c", points: "3.00", reason: "" }], "同意"), []]);
});
test("two points for one indicator do", () => expect(merge(typed([]), typed([{ key: "a.b", points: "6.00" }]), typed([{ key: "a.b", points: "3.00" }])).clashes.map((c) => c.key)).toEqual(["a.b"]));
test("so do two opinions", () => expect(merge(typed([]), typed([], "同意"), typed([], "再核")).clashes.map((c) => c.key)).toEqual(["opinion"]));
test("3.9 and 3.90 are the same points", () => expect(merge(typed([]), typed([{ key: "a.b", points: "3.9" }]), typed([{ key: "a.b", points: "3.90", reason: "" }])).clashes).toEqual([]));
