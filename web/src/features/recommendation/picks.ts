import type { Pick } from "../../api/contract";

export const recommendedCount = (picks: Pick[]): number => picks.filter((p) => p.recommended).length;

/** What stands between these picks and being submitted; undefined when nothing does. */
export function openPoint(picks: Pick[], quota: number): "over" | "undecided" | "reason" | undefined {
  if (recommendedCount(picks) > quota) return "over";
  if (picks.some((p) => p.recommended === null)) return "undecided";
  return picks.some((p) => p.recommended === false && !p.reason?.trim()) ? "reason" : undefined;
}

export const picksDraft = (account: number, round: number, town: number): string => `${account}.recommendation.${round}.${town}`;
