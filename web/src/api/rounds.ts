// Rounds and their entries, as several pages need them. An action refreshes everything about rounds and what one owes.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, reply } from "./client";
import type { Action, Behind, Round } from "./contract";

export const roundKey = (round: number) => ["rounds", round] as const;

export const useRounds = () => useQuery({ queryKey: ["rounds"], queryFn: () => reply(api.GET("/api/rounds")).then((r) => r.items) });

export const useRound = (round: number) => useQuery({ queryKey: roundKey(round), queryFn: () => reply(api.GET("/api/rounds/{id}", { params: { path: { id: round } } })) });

export const useEntries = (round: number, filter: { town?: number; detail?: boolean } = {}) =>
  useQuery({
    queryKey: [...roundKey(round), "entries", filter],
    queryFn: () => reply(api.GET("/api/rounds/{id}/entries", { params: { path: { id: round }, query: { town_id: filter.town, detail: filter.detail } } })).then((r) => r.items),
  });

export const useEntry = (round: number, entry: number) =>
  useQuery({ queryKey: [...roundKey(round), "entry", entry], queryFn: () => reply(api.GET("/api/rounds/{id}/entries/{entry}", { params: { path: { id: round, entry } } })) });

export const useIndicatorRecords = (round: number, entry: number, indicator: string) =>
  useQuery({
    queryKey: [...roundKey(round), "records", entry, indicator],
    queryFn: () => reply(api.GET("/api/rounds/{id}/entries/{entry}/records", { params: { path: { id: round, entry }, query: { indicator } } })).then((r) => r.items as Behind[]),
  });

/** After an action on a round: its pages, the notices and awards that follow from it, and everyone's tasks are read anew. */
export function useRoundAction<Input, Output>(act: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => Promise.all([["rounds"], ["tasks"], ["notices"], ["outcome"]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export const useReturnEntry = (round: number) =>
  useRoundAction(({ entry, reason }: { entry: number; reason: string }) => reply(api.POST("/api/rounds/{id}/entries/{entry}/return", { params: { path: { id: round, entry } }, body: { reason } })));

/** What is done at the current stage; undefined once the round is closed. */
export const currentAction = (round: Round): Action | undefined => round.stages.find((s) => s.id === round.stage)?.action;
