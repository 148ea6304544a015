import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { roundKey } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { whenSent } from "../../ui/autosave";

export const useReviews = (round: number) =>
  useQuery({ queryKey: [...roundKey(round), "reviews"], queryFn: () => reply(api.GET("/api/rounds/{id}/reviews", { params: { path: { id: round } } })) });

export const reviewDraft = (account: number, round: number, entry: number): string => `${account}.review.${round}.${entry}`;

export function useReview(round: number, entry: number) {
  const draft = reviewDraft(useAccountId(), round, entry);
  return useQuery({
    queryKey: [...roundKey(round), "review", entry],
    queryFn: () => whenSent(draft).then(() => reply(api.GET("/api/rounds/{id}/entries/{entry}/review", { params: { path: { id: round, entry } } }))),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
}

export const useReviewers = (round: number) =>
  useQuery({ queryKey: [...roundKey(round), "reviewers"], queryFn: () => reply(api.GET("/api/rounds/{id}/reviewers", { params: { path: { id: round } } })).then((r) => r.items) });
