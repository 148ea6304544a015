import type { ReviewList } from "../../api/contract";
import type { SaveState } from "../../ui/autosave";
import { faultOf } from "../../ui/review/ratings";
import type { ReviewForm } from "../../ui/review/useReviewForm";

/** The town's reviews of its villages, by entry: the same that the reviewer's page shows one at a time. */
export type Forms = Readonly<Record<number, ReviewForm>>;

/** What the columns have in common: how many are not handed in, which can be, and how their saving stands, the worst first. */
export function togetherOf(list: ReviewList, forms: Forms) {
  const open = list.mine.flatMap((m) => (m.submitted || !forms[m.entry] || forms[m.entry]?.review.submitted_at ? [] : [forms[m.entry]])).filter((f) => f !== undefined);
  const ready = open.filter((form) => form.clashes.length === 0 && list.scale.every((s) => faultOf(form.ratingOf(s.key), s, list) === "none"));
  const saved = Object.values(forms).map((form) => form.saving.savedAt ?? form.review.saved_at ?? "").sort().pop();
  return { waiting: list.mine.filter((m) => !m.submitted).length, ready, saving: { state: worst(Object.values(forms).map((form) => form.saving.state)), savedAt: saved || undefined } };
}

const order: readonly SaveState[] = ["fault", "offline", "saving", "waiting", "saved", "idle"];
export const worst = (states: SaveState[]): SaveState => order.find((state) => states.includes(state)) ?? "idle";
