// Score sheets on their way. A sheet is kept on this device until the server has said that it arrived; it is sent in the order in which it was
// written, under a key of its own, so that sending it again changes nothing. It survives a reload and a change of page.

export interface Sending { key: string; contestant: number; part: string; revision: number; marks: Record<string, string>; at: string }

/** What became of one attempt: arrived, refused for good with a reason, or to be tried again. */
export type Outcome = { kind: "arrived" } | { kind: "refused"; why: string } | { kind: "again" };

/** A key that no other device makes. Pages over plain http have no randomUUID. */
export const newKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

type Kept = Pick<Storage, "getItem" | "setItem">;

export class Outbox {
  private readonly name: string;
  private flushing: Promise<void> | undefined;
  private waiting: Sending[];
  private readonly listeners = new Set<() => void>();
  refused: { sheet: Sending; why: string } | undefined;

  constructor(account: number, contest: number, private readonly store: Kept, private readonly send: (sheet: Sending) => Promise<Outcome>) {
    this.name = `qixing.outbox.${account}.${contest}`;
    this.waiting = this.read();
  }

  /** What hasn't arrived yet, the oldest first. The same list until something changes. */
  list = (): Sending[] => this.waiting;

  add(sheet: Sending): void {
    this.refused = undefined;
    this.keep([...this.waiting, sheet]);
  }

  /** Sends what waits, one after the other; stops at the first that can't get through. */
  flush(): Promise<void> {
    this.flushing ??= this.sendAll().finally(() => { this.flushing = undefined; });
    return this.flushing;
  }

  onChange = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  private async sendAll(): Promise<void> {
    for (let sheet = this.waiting[0]; sheet; sheet = this.waiting[0]) {
      const outcome = await this.send(sheet);
      if (outcome.kind === "again") return;
      if (outcome.kind === "refused") this.refused = { sheet, why: outcome.why };
      const done = sheet.key;
      this.keep(this.waiting.filter((s) => s.key !== done));
    }
  }

  private read(): Sending[] {
    try {
      return JSON.parse(this.store.getItem(this.name) ?? "[]") as Sending[];
    } catch {
      return [];
    }
  }

  private keep(sheets: Sending[]): void {
    this.waiting = sheets;
    try {
      this.store.setItem(this.name, JSON.stringify(sheets));
    } catch {
      // A full or forbidden store: the page itself still holds the sheets.
    }
    this.listeners.forEach((tell) => tell());
  }
}
