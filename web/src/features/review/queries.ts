import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { roundKey } from "../../api/rounds";

export const useReviews = (round: number) =>
  useQuery({ queryKey: [...roundKey(round), "reviews"], queryFn: () => reply(api.GET("/api/rounds/{id}/reviews", { params: { path: { id: round } } })) });

export const useReview = (round: number, entry: number) =>
  useQuery({ queryKey: [...roundKey(round), "review", entry], queryFn: () => reply(api.GET("/api/rounds/{id}/entries/{entry}/review", { params: { path: { id: round, entry } } })), refetchOnWindowFocus: false });

export const useReviewers = (round: number) =>
  useQuery({ queryKey: [...roundKey(round), "reviewers"], queryFn: () => reply(api.GET("/api/rounds/{id}/reviewers", { params: { path: { id: round } } })).then((r) => r.items) });
