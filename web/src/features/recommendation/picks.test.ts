import { expect, test } from "vitest";
import { openPoint } from "./picks";

test("a town can't recommend over its quota", () => expect(openPoint([{ entry: 1, recommended: true }, { entry: 2, recommended: true }], 1)).toBe("over"));
test("every village gets a word", () => expect(openPoint([{ entry: 1, recommended: true }, { entry: 2, recommended: null }], 1)).toBe("undecided"));
test("whoever is not recommended gets a reason", () => expect(openPoint([{ entry: 1, recommended: false }], 1)).toBe("reason"));
test("fewer than the quota is allowed", () => expect(openPoint([{ entry: 1, recommended: false, reason: "得分靠后" }], 2)).toBeUndefined());
