import { expect, test } from "vitest";
import { moved, sum } from "./marks";

test.each([
  [undefined, 1, "0.5", "40", "32"],
  [undefined, -1, "1", "33", "26"],
  ["36.5", 1, "0.5", "40", "37"],
  ["36.5", -1, "0.5", "40", "36"],
  ["39", 10, "0.5", "40", "40"],
  ["1", -10, "0.5", "40", "0"],
])("%s moved by %i steps of %s within %s is %s", (mark, steps, step, of, want) => expect(moved(mark, steps, step, of)).toBe(want));

test("marks add up exactly", () => expect(sum(["36.5", "27", "0.1", "0.2"])).toBe("63.8"));
