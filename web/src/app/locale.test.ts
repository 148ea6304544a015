import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import en from "./locale/en.json";
import zh from "./locale/zh.json";

const root = join(__dirname, "..");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts")).map((name) => readFileSync(join(root, name), "utf8")).join("\n");
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? "").sort();
/** `t(\`notice.state.${...}\`)` uses every key that begins so. */
const begun = [...sources.matchAll(/`([a-z_.]+\.)\$\{/g)].map((m) => m[1] ?? "");

describe("the locale files", () => {
  test("have the same keys", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  test("leave no text empty", () => {
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => !text.trim())).toEqual([]);
  });

  test("take the same arguments in both languages", () => {
    const english: Record<string, string> = en;
    expect(Object.entries(zh).filter(([key, text]) => places(text).join() !== places(english[key] ?? "").join()).map(([key]) => key)).toEqual([]);
  });

  test("hold no key that nothing uses", () => {
    const used = (key: string) => sources.includes(`"${key}"`) || begun.some((start) => key.startsWith(start));
    expect(Object.keys(zh).filter((key) => !used(key))).toEqual([]);
  });
});
