import { describe, expect, test } from "vitest";
import type { Sheet } from "../../api/contract";
import { emptyForm } from "./draft";
import { inputOf, openPoint, passedOver, undecided } from "./form";
import { tieOf } from "./ties";

const entry = (id: number, rank: number) => ({ id, rank }) as Sheet["entries"][number];
const sheet = { quota: 2, votes: true, unit_id: 0, grades: [], grades_all: false, deviate: "any", rooms: [], entries: [entry(1, 1), entry(2, 2), entry(3, 3)], ties: [{ place: 2, entries: [2, 3], at_line: true }] } as unknown as Sheet;
const full = { ...emptyForm, minutes_no: "2022-18", date: "2022-12-28", expected: "9", present: "8", selected: [1, 2], votes: { 1: { entry: 1, agree: 8, against: 0, abstain: 0 }, 2: { entry: 2, agree: 6, against: 1, abstain: 1 } } };

describe("a decision", () => {
  test("is complete with minutes, attendance and all votes", () => expect(openPoint(full, sheet)).toBeUndefined());
  test("needs its minutes", () => expect(openPoint({ ...full, minutes_no: " " }, sheet)).toBe("minutes"));
  test("can't have more present than expected", () => expect(openPoint({ ...full, present: "10" }, sheet)).toBe("attendance"));
  test("can't pass the quota", () => expect(openPoint({ ...full, selected: [1, 2, 3] }, sheet)).toBe("over"));
  test("counts every vote of those present", () => expect(openPoint({ ...full, votes: {} }, sheet)).toBe("votes"));
  test("says why an earlier place was passed over", () => {
    const skipping = { ...full, selected: [1, 3], votes: { ...full.votes, 3: { entry: 3, agree: 8, against: 0, abstain: 0 } } };
    expect(passedOver(skipping, sheet)).toEqual([2]);
    expect(openPoint(skipping, sheet)).toBe("order");
    expect(openPoint({ ...skipping, reasons: { 2: "信访未结" } }, sheet)).toBeUndefined();
  });
  test("says why a place stays vacant", () => expect(openPoint({ ...full, selected: [1] }, sheet)).toBe("vacant"));
  test("sends no empty reason", () => expect(inputOf({ ...full, reasons: { 3: " " } }, sheet).reasons).toEqual([]));
  test("brackets equals", () => expect([1, 2, 3].map((id) => tieOf(id, sheet))).toEqual([undefined, "first", "last"]));
});

test("what is decided anew is who came back, for the places that nobody holds", () => {
  const again = undecided({ ...sheet, kept: 1, entries: [{ ...entry(1, 1), holds: true, decidable: false }, { ...entry(2, 2), holds: false, decidable: true }] });
  expect([again.quota, again.entries.map((e) => e.id)]).toEqual([1, [2]]);
});
