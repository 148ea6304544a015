import { expect, test } from "vitest";
import type { AssessmentItem } from "../../api/contract";
import { byCriterion, countAnswered, draftOf, type Answers } from "./answers";

const item = (key: string, part: Partial<AssessmentItem> = {}): AssessmentItem => ({ key, criterion: "a", criterion_title: "组织建设", title: key, of: "8", points: "6", state: "present", sentence: "", figures: [], needs_points: false, rated: false, answered: false, ...part });
const said = (items: Answers["items"]): Answers => ({ items, statement: "", files: [] });

test("a figure is answered by a yes", () => expect(countAnswered([item("x")], said({ x: { verdict: "right" } }))).toBe(1));
test("a no without words is not an answer", () => expect(countAnswered([item("x")], said({ x: { verdict: "wrong", remark: " " } }))).toBe(0));
test("where points are asked, points answer", () => expect(countAnswered([item("x", { needs_points: true })], said({ x: { self_points: "6" } }))).toBe(1));
test("what others score is not asked", () => expect(byCriterion([item("x"), item("y", { rated: true })]).flatMap((g) => g.items).map((i) => i.key)).toEqual(["x"]));
test("a draft carries the version and no empty remark", () => expect(draftOf(said({ x: { verdict: "right", remark: "" } }), 3)).toEqual({ version: 3, items: [{ key: "x", verdict: "right", remark: undefined, self_points: undefined }], statement: "", files: [] }));
