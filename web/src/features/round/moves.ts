import type { Moved } from "../../api/contract";

const distance = (m: Moved): number => (m.from === null || m.to === null ? Infinity : Math.abs(m.to - m.from));

/** Those who move farthest, and of equals whoever stood higher. */
export const farthest = (moved: Moved[], n: number): Moved[] =>
  [...moved].sort((a, b) => (distance(b) === distance(a) ? (a.from ?? Infinity) - (b.from ?? Infinity) : distance(b) - distance(a))).slice(0, n);
