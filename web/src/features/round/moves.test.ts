import { expect, test } from "vitest";
import { farthest } from "./moves";

const move = (entry: number, from: number | null, to: number | null) => ({ entry, title: String(entry), from, to });

test("who moves farthest comes first", () => expect(farthest([move(1, 4, 5), move(2, 9, 3), move(3, 2, 4)], 2).map((m) => m.entry)).toEqual([2, 3]));
test("of equals whoever stood higher", () => expect(farthest([move(1, 8, 7), move(2, 3, 4)], 2).map((m) => m.entry)).toEqual([2, 1]));
test("who loses their rank has moved farthest", () => expect(farthest([move(1, 1, 90), move(2, 5, null)], 1).map((m) => m.entry)).toEqual([2]));
