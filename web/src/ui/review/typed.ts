import type { Rating } from "../../api/contract";
import { t } from "../../app/language";
import { points } from "../format";
import type { Shape } from "../sharedForm";

/** What a reviewer types about one entry. */
export interface Typed { ratings: Rating[]; opinion: string }
/** A rating with its reason; the opinion has words only. */
export interface Given { points: string; words: string }

export const opinionCell = "opinion";

/** One reviewer on two devices: ratings of different indicators, and the opinion, don't meet. */
export const typedShape: Shape<Typed, Given> = {
  cells: ({ ratings, opinion }) => ({
    ...Object.fromEntries(ratings.filter((r) => r.points).map((r) => [r.key, { points: points(r.points), words: r.reason ?? "" }])),
    [opinionCell]: { points: "", words: opinion },
  }),
  form: (cells) => ({
    ratings: Object.entries(cells).flatMap(([key, given]) => (given && key !== opinionCell ? [{ key, points: given.points, reason: given.words }] : [])),
    opinion: cells[opinionCell]?.words ?? "",
  }),
};

export const givenWords = (given: Given | undefined): string => [given?.points, given?.words].filter(Boolean).join(" · ") || t("clash.empty");
