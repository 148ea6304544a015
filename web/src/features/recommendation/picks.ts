import type { Pick } from "../../api/contract";
import { t } from "../../app/language";
import type { Shape } from "../../ui/sharedForm";

export const recommendedCount = (picks: Pick[]): number => picks.filter((p) => p.recommended).length;

/** What stands between these picks and being submitted; undefined when nothing does. */
export function openPoint(picks: Pick[], quota: number): "over" | "undecided" | "reason" | undefined {
  if (recommendedCount(picks) > quota) return "over";
  if (picks.some((p) => p.recommended === null)) return "undecided";
  return picks.some((p) => p.recommended === false && !p.reason?.trim()) ? "reason" : undefined;
}

export const picksDraft = (account: number, round: number, town: number): string => `${account}.recommendation.${round}.${town}`;

/** What is said of one village. */
export interface Said { recommended: boolean | null; reason: string }

/** Two clerks of a town: what they say of different villages doesn't meet. */
export const picksShape: Shape<Pick[], Said> = {
  cells: (picks) => Object.fromEntries(picks.map((p) => [String(p.entry), { recommended: p.recommended, reason: p.reason ?? "" }])),
  form: (cells, like) => like.map(({ entry }) => ({ entry, ...(cells[String(entry)] ?? { recommended: null }) })),
};

export function saidWords(said: Said | undefined): string {
  if (!said || said.recommended === null) return t("recommend.open.undecided");
  return said.recommended ? t("recommend.yes") : [t("recommend.no"), said.reason].filter(Boolean).join(" · ");
}
