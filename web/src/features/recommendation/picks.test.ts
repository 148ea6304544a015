import { expect, test } from "vitest";
import { mergeCells } from "../../ui/merge";
import { openPoint, picksShape } from "./picks";

test("a town can't recommend over its quota", () => expect(openPoint([{ entry: 1, recommended: true }, { entry: 2, recommended: true }], 1)).toBe("over"));
test("every village gets a word", () => expect(openPoint([{ entry: 1, recommended: true }, { entry: 2, recommended: null }], 1)).toBe("undecided"));
test("whoever is not recommended gets a reason", () => expect(openPoint([{ entry: 1, recommended: false }], 1)).toBe("reason"));
test("fewer than the quota is allowed", () => expect(openPoint([{ entry: 1, recommended: false, reason: "得分靠后" }], 2)).toBeUndefined());

const said = (first: boolean | null, second: boolean | null) => picksShape.cells([{ entry: 1, recommended: first }, { entry: 2, recommended: second, reason: second === false ? "名额所限" : "" }]);

test("two clerks who speak of different villages are both heard", () => {
  const { cells, clashes } = mergeCells(said(null, null), said(true, null), said(null, false));
  expect([picksShape.form(cells, [{ entry: 1, recommended: null }, { entry: 2, recommended: null }]), clashes]).toEqual([[{ entry: 1, recommended: true, reason: "" }, { entry: 2, recommended: false, reason: "名额所限" }], []]);
});
test("two clerks who speak of the same village are asked", () => expect(mergeCells(said(null, null), said(true, null), said(false, null)).clashes).toEqual([{ key: "1", mine: { recommended: true, reason: "" }, theirs: { recommended: false, reason: "" } }]));
