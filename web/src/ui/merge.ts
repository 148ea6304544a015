// Two people in one form. What a person can fill in is a cell with a key; from what both began with, what was typed here and what was saved elsewhere
// follows what stands, and which cells both changed, each to something else.

export type Cells<V> = Readonly<Record<string, V | undefined>>;
export interface Clash<V> { key: string; mine: V | undefined; theirs: V | undefined }
export interface Merged<V> { cells: Cells<V>; clashes: Clash<V>[] }

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Takes each side's changes. Where both changed a cell, mine stays until someone chooses. */
export function mergeCells<V>(base: Cells<V>, mine: Cells<V>, theirs: Cells<V>): Merged<V> {
  const cells: Record<string, V | undefined> = {};
  const clashes: Clash<V>[] = [];
  for (const key of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const untouched = same(mine[key], base[key]);
    cells[key] = untouched ? theirs[key] : mine[key];
    if (!untouched && !same(theirs[key], base[key]) && !same(mine[key], theirs[key])) clashes.push({ key, mine: mine[key], theirs: theirs[key] });
  }
  return { cells, clashes };
}
