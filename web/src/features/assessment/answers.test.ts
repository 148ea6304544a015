import { expect, test } from "vitest";
import type { AssessmentItem } from "../../api/contract";
import { mergeCells } from "../../ui/merge";
import { answersShape, byCriterion, countAnswered, draftOf, type Answers } from "./answers";

const item = (key: string, part: Partial<AssessmentItem> = {}): AssessmentItem => ({ key, criterion: "a", criterion_title: "组织建设", title: key, of: "8", points: "6", state: "present", sentence: "", figures: [], needs_points: false, rated: false, answered: false, ...part });
const said = (items: Answers["items"]): Answers => ({ items, statement: "", files: [] });

test("a figure is answered by a yes", () => expect(countAnswered([item("x")], said({ x: { verdict: "right" } }))).toBe(1));
test("a no without words is not an answer", () => expect(countAnswered([item("x")], said({ x: { verdict: "wrong", remark: " " } }))).toBe(0));
test("where points are asked, points answer", () => expect(countAnswered([item("x", { needs_points: true })], said({ x: { self_points: "6" } }))).toBe(1));
test("what others score is not asked", () => expect(byCriterion([item("x"), item("y", { rated: true })]).flatMap((g) => g.items).map((i) => i.key)).toEqual(["x"]));
test("a draft carries the version and no empty remark", () => expect(draftOf(said({ x: { verdict: "right", remark: "" } }), 3)).toEqual({ version: 3, items: [{ key: "x", verdict: "right", remark: undefined, self_points: undefined }], statement: "", files: [] }));

test("two people of a village: figures, the statement and files don't meet", () => {
  const base = said({ x: { verdict: undefined, remark: "", self_points: "" }, y: { verdict: undefined, remark: "", self_points: "" } });
  const mine = { ...base, items: { ...base.items, x: { verdict: "right" as const, remark: "", self_points: "" } }, files: [{ id: 3, name: "章程.pdf" }] };
  const theirs = { ...base, items: { ...base.items, y: { verdict: "wrong" as const, remark: "多报", self_points: "" } }, statement: "属实", files: [{ id: 4, name: "账页.jpg" }] };
  const { cells, clashes } = mergeCells(answersShape.cells(base), answersShape.cells(mine), answersShape.cells(theirs));
  expect([answersShape.form(cells, base), clashes]).toEqual([{ items: { x: mine.items.x, y: theirs.items.y }, statement: "属实", files: [...mine.files, ...theirs.files] }, []]);
});
test("two words on one figure do", () => expect(mergeCells(answersShape.cells(said({ x: {} })), answersShape.cells(said({ x: { verdict: "right" } })), answersShape.cells(said({ x: { verdict: "wrong", remark: "少报" } }))).clashes.map((c) => c.key)).toEqual(["x"]));
