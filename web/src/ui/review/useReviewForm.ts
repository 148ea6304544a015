import { useMutation } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { Rating, Review } from "../../api/contract";
import { useAccountId } from "../../api/session";
import { useSharedForm } from "../useSharedForm";
import { reviewDraft } from "../../api/reviews";
import { typedShape } from "./typed";

/** One entry's review by whoever is signed in: the same on the reviewer's page and in the town's grid. */
export function useReviewForm(round: number, entry: number, review: Review) {
  const path = { id: round, entry };
  const form = useSharedForm(reviewDraft(useAccountId(), round, entry), { value: { ratings: review.ratings, opinion: review.opinion ?? "" }, version: review.version }, typedShape, {
    put: async ({ ratings, opinion }, version) => (await reply(api.PUT("/api/rounds/{id}/entries/{entry}/review", { params: { path }, body: { version, ratings: ratings.filter((r) => r.points), opinion } }))).version,
    get: async () => {
      const now = await reply(api.GET("/api/rounds/{id}/entries/{entry}/review", { params: { path } }));
      return { value: { ratings: now.ratings, opinion: now.opinion ?? "" }, version: now.version, open: !now.submitted_at, at: now.saved_at };
    },
  });
  /** Hands it in; false while something typed is not saved. */
  const submit = useMutation({
    mutationFn: async () => {
      if (!(await form.saving.flush())) return false;
      await reply(api.POST("/api/rounds/{id}/entries/{entry}/review/submit", { params: { path }, body: { version: form.version() } }));
      return true;
    },
  });
  const rate = (rating: Rating) => form.change((now) => ({ ...now, ratings: [...now.ratings.filter((r) => r.key !== rating.key), rating] }));
  const say = (opinion: string) => form.change((now) => ({ ...now, opinion }));
  const ratingOf = (key: string) => form.value.ratings.find((r) => r.key === key);
  return { ...form, review, submit, rate, say, ratingOf };
}

export type ReviewForm = ReturnType<typeof useReviewForm>;
