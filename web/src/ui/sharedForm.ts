// A form that more than one person, or one person on two devices, may have open. It is saved against the version that it began with; when someone else
// was first, their changes are taken over, and where both changed the same thing whoever sits here chooses. Nothing typed is dropped by itself.
import { Problem } from "../api/problem";
import { mergeCells, type Cells, type Clash } from "./merge";

/** How a form falls into cells, and what form has these cells; `like` gives what no cell holds. */
export interface Shape<T, V> { cells: (form: T) => Cells<V>; form: (cells: Cells<V>, like: T) => T }
export interface Current<T> { value: T; version: number; open: boolean; by?: string; at?: string }
/** The server's side: `put` gives the new version, `get` what stands there now. */
export interface Shelf<T> { put: (value: T, version: number) => Promise<number>; get: () => Promise<Current<T>> }
/** What is kept on the device: with what the typing began, so that it can be compared after a night as well as after a second. */
export interface Kept<T> { base: T; version: number; value: T }

export class Clashing extends Error {}

const tries = 5;

export class SharedForm<T, V> {
  clashes: Clash<V>[] = [];
  /** Who saved in between, once someone did. */
  other: { by?: string; at?: string } | undefined;
  constructor(private readonly shape: Shape<T, V>, private readonly shelf: Shelf<T>, public kept: Kept<T>) {}

  type(value: T): void {
    this.kept = { ...this.kept, value };
  }

  async send(left = tries): Promise<void> {
    const { value, version } = this.kept;
    try {
      const next = await this.shelf.put(value, version);
      this.kept = { ...this.kept, base: value, version: next };
      this.clashes = [];
    } catch (failure) {
      if (!(failure instanceof Problem) || failure.body.status !== 409 || left === 0) throw failure;
      const now = await this.shelf.get();
      if (!now.open || now.version === this.kept.version) throw failure;
      this.meet(now);
      await this.send(left - 1);
    }
  }

  private meet(now: Current<T>): void {
    const { base, value } = this.kept;
    const { cells, clashes } = mergeCells(this.shape.cells(base), this.shape.cells(value), this.shape.cells(now.value));
    this.other = { by: now.by, at: now.at };
    this.clashes = clashes;
    if (clashes.length > 0) throw new Clashing();
    this.kept = { base: now.value, version: now.version, value: this.shape.form(cells, now.value) };
  }

  /** Settles one clash. What they have becomes what both began with, so that it can't clash again. */
  choose(key: string, side: "mine" | "theirs"): void {
    const clash = this.clashes.find((c) => c.key === key);
    if (!clash) return;
    const { base, value } = this.kept;
    const put = (form: T) => this.shape.form({ ...this.shape.cells(form), [key]: clash.theirs }, form);
    this.kept = { ...this.kept, base: put(base), value: side === "theirs" ? put(value) : value };
    this.clashes = this.clashes.filter((c) => c !== clash);
  }
}
