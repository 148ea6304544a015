import { describe, expect, test } from "vitest";
import { Problem } from "../api/problem";
import { mergeCells } from "./merge";
import { Clashing, SharedForm, type Shape } from "./sharedForm";

type Sheet = Record<string, string>;
const shape: Shape<Sheet, string> = { cells: (form) => form, form: (cells) => Object.fromEntries(Object.entries(cells).filter((c): c is [string, string] => c[1] !== undefined)) };

/** One sheet on a server, and people who opened it at the same version. */
function server(sheet: Sheet) {
  const held = { sheet, version: 1, open: true, puts: 0 };
  const shelf = {
    put: async (value: Sheet, version: number) => {
      held.puts++;
      if (!held.open || version !== held.version) throw new Problem({ title: "changed", status: 409 });
      held.sheet = value;
      return ++held.version;
    },
    get: async () => ({ value: held.sheet, version: held.version, open: held.open, by: "李四", at: "2022-11-20T02:00:00.000Z" }),
  };
  return { held, person: () => new SharedForm(shape, shelf, { base: held.sheet, version: held.version, value: held.sheet }) };
}

describe("merging", () => {
  test.each([
    ["mine alone", { a: "1" }, { a: "2" }, { a: "1" }, { a: "2" }, 0],
    ["theirs alone", { a: "1" }, { a: "1" }, { a: "3" }, { a: "3" }, 0],
    ["both, the same", { a: "1" }, { a: "2" }, { a: "2" }, { a: "2" }, 0],
    ["both, each another cell", {}, { a: "1" }, { b: "2" }, { a: "1", b: "2" }, 0],
    ["both, the same cell", { a: "1" }, { a: "2" }, { a: "3" }, { a: "2" }, 1],
    ["they cleared what I left alone", { a: "1" }, { a: "1" }, {}, { a: undefined }, 0],
    ["they cleared what I changed", { a: "1" }, { a: "2" }, {}, { a: "2" }, 1],
  ])("%s", (_, base, mine, theirs, want: Sheet | { a: undefined }, clashes) => {
    const got = mergeCells<string>(base, mine, theirs);
    expect([got.cells, got.clashes.length]).toEqual([want, clashes]);
  });
});

describe("two people in one form", () => {
  test("who change different cells both keep what they typed", async () => {
    const { held, person } = server({});
    const [zhang, li] = [person(), person()];
    zhang.type({ a: "甲" });
    li.type({ b: "乙" });
    await Promise.all([zhang.send(), li.send()]);
    expect(held.sheet).toEqual({ a: "甲", b: "乙" });
    expect(li.kept.value).toEqual({ a: "甲", b: "乙" });
    expect(li.other?.by).toBe("李四");
  });

  test.each([["mine", "乙"], ["theirs", "甲"]] as const)("who change one cell are asked, and %s stands", async (side, want) => {
    const { held, person } = server({ a: "", c: "旧" });
    const [zhang, li] = [person(), person()];
    zhang.type({ a: "甲", c: "旧" });
    await zhang.send();
    li.type({ a: "乙", c: "新" });
    await expect(li.send()).rejects.toBeInstanceOf(Clashing);
    expect(held.sheet).toEqual({ a: "甲", c: "旧" });
    expect([li.kept.value, li.clashes]).toEqual([{ a: "乙", c: "新" }, [{ key: "a", mine: "乙", theirs: "甲" }]]);
    li.choose("a", side);
    await li.send();
    expect(held.sheet).toEqual({ a: want, c: "新" });
  });

  test("what was typed while an answer was awaited is merged too", async () => {
    const { held, person } = server({});
    const [zhang, li] = [person(), person()];
    zhang.type({ a: "甲" });
    await zhang.send();
    li.type({ b: "乙" });
    const sending = li.send();
    li.type({ b: "乙", c: "丙" });
    await sending;
    await li.send();
    expect(held.sheet).toEqual({ a: "甲", b: "乙", c: "丙" });
  });

  test("an answer that got lost is no clash", async () => {
    const { held, person } = server({ a: "旧" });
    const li = person();
    li.type({ a: "新" });
    held.sheet = { a: "新" }; // it had arrived
    held.version++;
    await li.send();
    expect([li.clashes.length, li.kept.version]).toEqual([0, 3]);
  });

  test("what was handed in meanwhile is said, and what was typed stays here", async () => {
    const { held, person } = server({});
    const li = person();
    li.type({ a: "乙" });
    Object.assign(held, { open: false, version: 2 });
    await expect(li.send()).rejects.toBeInstanceOf(Problem);
    expect([li.kept.value, held.puts]).toEqual([{ a: "乙" }, 1]);
  });
});
