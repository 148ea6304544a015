import { describe, expect, test } from "vitest";
import { newKey, Outbox, type Outcome, type Sending } from "./outbox";

const shelf = () => {
  const kept = new Map<string, string>();
  return { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v) };
};
const sheet = (key: string): Sending => ({ key, contestant: 1, part: "live", revision: 1, marks: { work: "30" }, at: "2022-11-20T01:00:00Z" });

describe("the outbox", () => {
  test("keeps what doesn't get through, and sends it in order later", async () => {
    const sent: string[] = [];
    let online = false;
    const box = new Outbox(7, 9, shelf(), (s) => {
      if (!online) return Promise.resolve<Outcome>({ kind: "again" });
      sent.push(s.key);
      return Promise.resolve<Outcome>({ kind: "arrived" });
    });
    box.add(sheet("a"));
    box.add(sheet("b"));
    await box.flush();
    expect(box.list().map((s) => s.key)).toEqual(["a", "b"]);
    online = true;
    await box.flush();
    expect(sent).toEqual(["a", "b"]);
    expect(box.list()).toEqual([]);
  });

  test("survives a reload", () => {
    const store = shelf();
    const never = () => Promise.resolve<Outcome>({ kind: "again" });
    new Outbox(7, 9, store, never).add(sheet("a"));
    expect(new Outbox(7, 9, store, never).list().map((s) => s.key)).toEqual(["a"]);
    expect(new Outbox(8, 9, store, never).list(), "another account's").toEqual([]);
  });

  test("lets go of what is refused for good, says why, and goes on", async () => {
    const box = new Outbox(7, 9, shelf(), (s) => Promise.resolve<Outcome>(s.key === "a" ? { kind: "refused", why: "已经公布" } : { kind: "arrived" }));
    box.add(sheet("a"));
    box.add(sheet("b"));
    await box.flush();
    expect(box.list()).toEqual([]);
    expect(box.refused).toMatchObject({ why: "已经公布" });
  });

  test("sends each sheet once, also when asked twice at a time", async () => {
    const sent: string[] = [];
    const box = new Outbox(7, 9, shelf(), async (s) => {
      await Promise.resolve();
      sent.push(s.key);
      return { kind: "arrived" };
    });
    box.add(sheet("a"));
    await Promise.all([box.flush(), box.flush()]);
    expect(sent).toEqual(["a"]);
  });

  test("makes keys that differ", () => expect(newKey()).not.toEqual(newKey()));
});
