// Reviews as several pages need them: the reviewer's own and the town's grid.
import { useQueries, useQuery } from "@tanstack/react-query";
import { api, reply } from "./client";
import type { Review } from "./contract";
import { roundKey } from "./rounds";
import { useAccountId } from "./session";
import { whenSent } from "../ui/autosave";

export const reviewsQuery = (round: number) => ({ queryKey: [...roundKey(round), "reviews"], queryFn: () => reply(api.GET("/api/rounds/{id}/reviews", { params: { path: { id: round } } })) });

export const useReviews = (round: number) => useQuery(reviewsQuery(round));

export const reviewDraft = (account: number, round: number, entry: number): string => `${account}.review.${round}.${entry}`;

/** A review is read after what was typed about it has arrived, and never from a cache: what comes back is never older than what was typed. */
const reviewQuery = (account: number, round: number, entry: number) => ({
  queryKey: [...roundKey(round), "review", entry],
  queryFn: () => whenSent(reviewDraft(account, round, entry)).then(() => reply(api.GET("/api/rounds/{id}/entries/{entry}/review", { params: { path: { id: round, entry } } }))),
  refetchOnWindowFocus: false,
  gcTime: 0,
});

export const useReview = (round: number, entry: number) => useQuery(reviewQuery(useAccountId(), round, entry));

/** Several at once; undefined until all are there. */
export function useReviewsOf(round: number, entries: number[]): Map<number, Review> | undefined {
  const account = useAccountId();
  const found = useQueries({ queries: entries.map((entry) => reviewQuery(account, round, entry)) });
  return found.every((q) => q.data) ? new Map(found.flatMap((q, i) => (q.data ? [[entries[i] ?? 0, q.data] as const] : []))) : undefined;
}

export const useReviewers = (round: number) =>
  useQuery({ queryKey: [...roundKey(round), "reviewers"], queryFn: () => reply(api.GET("/api/rounds/{id}/reviewers", { params: { path: { id: round } } })).then((r) => r.items) });
