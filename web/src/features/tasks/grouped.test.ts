import { describe, expect, test } from "vitest";
import type { Task } from "../../api/contract";
import { grouped, under } from "./grouped";

const task = (id: number, title: string, bucket: Task["bucket"], kind: Task["kind"] = "matter"): Task => ({ id: String(id), kind, title, about: "", why: "", bucket, href: "/" });
const many = (n: number, title: string, bucket: Task["bucket"]) => Array.from({ length: n }, (_, i) => task(i, title, bucket));

describe("tasks of one kind and step", () => {
  test("stand one by one while they are few", () => expect(grouped(many(3, "派单", "late")).map((h) => h.tasks.length)).toEqual([1, 1, 1]));
  test("are one line when they are more", () => expect(grouped(many(4, "派单", "late")).map((h) => h.tasks.length)).toEqual([4]));
  test("don't mix with another step or kind", () => expect(grouped([...many(4, "派单", "late"), task(9, "办结", "late"), task(10, "派单", "late", "check")]).map((h) => h.tasks.length)).toEqual([4, 1, 1]));
  test("stand under the heading of the one that is due first", () => {
    const heaps = grouped([...many(2, "派单", "late"), task(7, "派单", "week"), task(8, "派单", "later")]);
    expect(under(heaps, "late").map((h) => h.tasks.length)).toEqual([4]);
    expect(under(heaps, "week")).toEqual([]);
  });
  test("two hundred are a few lines", () => expect(grouped(["a", "b", "c", "d"].flatMap((title) => many(50, title, "later")))).toHaveLength(4));
});
