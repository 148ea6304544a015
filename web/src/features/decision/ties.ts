import type { Sheet } from "../../api/contract";

/** Where an entry stands in its bracket of equals: the first, inside, or the last of them. */
export function tieOf(entry: number, sheet: Pick<Sheet, "ties">): "first" | "inside" | "last" | undefined {
  const tie = sheet.ties.find((one) => one.entries.includes(entry));
  if (!tie) return undefined;
  const at = tie.entries.indexOf(entry);
  if (at === 0) return "first";
  return at === tie.entries.length - 1 ? "last" : "inside";
}
