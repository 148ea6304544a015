import { expect, test } from "vitest";
import type { Rating, ReviewList } from "../../api/contract";
import { togetherOf, worst, type Forms } from "./ratings";

const mine = (entry: number, submitted = false) => ({ entry, title: "", town_title: "", done: 0, total: 1, submitted });
const list = { mine: [mine(1), mine(2), mine(3, true)], scale: [{ key: "a.b", title: "班子评价", of: "6", anchors: [] }], above: "0.9", may: true } as unknown as ReviewList;
const form = (rating?: Partial<Rating>, clashes = 0) => ({ review: {}, saving: { state: "saved", savedAt: "2022-11-20T02:00:00Z" }, clashes: Array(clashes).fill({ key: "a.b" }), ratingOf: () => rating && { key: "a.b", points: "", ...rating } }) as unknown as Forms[number];

test("what is handed in no longer waits", () => expect(togetherOf(list, {}).waiting).toBe(2));
test("a village with its points can be handed in", () => expect(togetherOf(list, { 1: form({ points: "4.00" }), 2: form() }).ready.length).toBe(1));
test("an extreme without a reason can't", () => expect(togetherOf(list, { 1: form({ points: "6.00" }) }).ready.length).toBe(0));
test("nor can one that two changed", () => expect(togetherOf(list, { 1: form({ points: "4.00" }, 1) }).ready.length).toBe(0));
test("the worst of several savings is told", () => expect([worst(["saved", "fault", "waiting"]), worst(["saved", "idle"]), worst([])]).toEqual(["fault", "saved", "idle"]));
