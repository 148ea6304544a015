import { describe, expect, test } from "vitest";
import type { Sheet, SheetEntry } from "../../api/contract";
import { emptyForm } from "./draft";
import { inputOf, openPoint } from "./form";
import { allowed, roomsIn } from "./grades";

const entry = (id: number, computed: string) => ({ id, rank: id, computed, given: computed, subject: { title: `${id}号` } }) as SheetEntry;
const sheet = {
  quota: 3, votes: false, unit_id: 7, grades_all: true, deviate: "any", ties: [], entries: [entry(1, "good"), entry(2, "fair"), entry(3, "fair")],
  grades: [{ id: "good", title: "好" }, { id: "fair", title: "较好" }, { id: "poor", title: "差" }], rooms: [{ grade: "good", per: "town", entries: [1, 2, 3], places: 1 }],
} as unknown as Sheet;
const full = { ...emptyForm, minutes_no: "2022-18", date: "2022-12-28", expected: "9", present: "8" };

describe("a decision on grades", () => {
  test("is complete with what was computed", () => expect(openPoint(full, sheet)).toBeUndefined());
  test("wants a reason for another grade", () => {
    const other = { ...full, grades: { 1: "fair" } };
    expect(openPoint(other, sheet)).toBe("grade");
    expect(openPoint({ ...other, reasons: { 1: "漏报" } }, sheet)).toBeUndefined();
  });
  test("wants a reason for none", () => expect(openPoint({ ...full, grades: { 3: "" } }, sheet)).toBe("grade"));
  test("keeps within the caps", () => {
    const other = { ...full, grades: { 2: "good" }, reasons: { 2: "突出" } };
    expect(roomsIn(other, sheet, sheet.entries)[0]).toMatchObject({ holds: 2, places: 1, titles: ["1号", "2号"] });
    expect(openPoint(other, sheet)).toBe("cap");
    expect(openPoint({ ...other, grades: { 1: "fair", 2: "good" }, reasons: { 1: "让位", 2: "突出" } }, sheet)).toBeUndefined();
  });
  test("sends only what differs, and leaves out who has none", () => {
    const input = inputOf({ ...full, grades: { 1: "fair", 3: "" }, reasons: { 1: "漏报", 3: "借调" } }, sheet);
    expect(input).toMatchObject({ unit_id: 7, selected: [1, 2], grades: [{ entry: 1, grade: "fair" }] });
  });
  test("offers what the policy allows", () => {
    const ids = (deviate: Sheet["deviate"]) => allowed(entry(2, "fair"), { ...sheet, deviate }).map((g) => g.id);
    expect([ids("any"), ids("lower"), ids("none")]).toEqual([["good", "fair", "poor"], ["fair", "poor"], ["fair"]]);
  });
});
