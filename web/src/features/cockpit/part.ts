/** How much of the goal a value is, in percent from 0 to 100, for the length of a bar only. */
export function partOf(value: string, goal: string): number {
  const [a, b] = [Number(value), Number(goal)];
  if (!Number.isFinite(a) || !Number.isFinite(b) || b <= 0) return 0;
  return Math.max(0, Math.min(100, (a / b) * 100));
}
