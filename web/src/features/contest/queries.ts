// Contests as their pages need them. What the chair does answers with the desk as it then is.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { components } from "../../api/schema";

export type Contests = components["schemas"]["ContestsView"];
export type Contest = components["schemas"]["ContestView"];
export type ContestRow = Contests["items"][number];
export type Desk = components["schemas"]["DeskView"];
export type DeskRow = components["schemas"]["DeskRow"];
export type Board = components["schemas"]["BoardView"];
export type BoardRow = components["schemas"]["BoardRow"];
export type Pad = components["schemas"]["PadView"];
export type PadRow = components["schemas"]["PadRow"];
export type Part = components["schemas"]["ContestPartView"];
export type Sheet = components["schemas"]["ScoreSheetView"];
export type Replay = components["schemas"]["ReplayView"];

const key = (contest: number) => ["contests", contest] as const;
const at = (contest: number) => ({ params: { path: { id: contest } } });
const often = 2_000; // while a contest is under way
const live = (state?: string) => (state === "open" ? often : false);

export const useContests = () => useQuery({ queryKey: ["contests"], queryFn: () => reply(api.GET("/api/contests")) });

export const useContest = (contest: number) =>
  useQuery({ queryKey: key(contest), queryFn: () => reply(api.GET("/api/contests/{id}", at(contest))), refetchInterval: (q) => live(q.state.data?.state) });

export const useDesk = (contest: number) =>
  useQuery({ queryKey: [...key(contest), "desk"], queryFn: () => reply(api.GET("/api/contests/{id}/desk", at(contest))), refetchInterval: (q) => live(q.state.data?.state) });

export const usePad = (contest: number) =>
  useQuery({ queryKey: [...key(contest), "pad"], queryFn: () => reply(api.GET("/api/contests/{id}/pad", at(contest))), refetchInterval: (q) => live(q.state.data?.state), retry: false, networkMode: "always" });

export const useSheets = (contest: number, contestant: number) =>
  useQuery({ queryKey: [...key(contest), "sheets", contestant], queryFn: () => reply(api.GET("/api/contests/{id}/contestants/{contestant}/sheets", { params: { path: { id: contest, contestant } } })).then((r) => r.items) });

/** A step of whoever runs the contest. */
export function useStep<Input>(contest: number, act: (input: Input) => Promise<Desk>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (desk) => {
      queries.setQueryData([...key(contest), "desk"], desk);
      await Promise.all([queries.invalidateQueries({ queryKey: ["contests"] }), queries.invalidateQueries({ queryKey: ["tasks"] })]);
    },
  });
}

export const usePlan = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { contest: string; period: string; held_on: string; place: string }) => reply(api.POST("/api/contests", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["contests"] }),
  });
};
