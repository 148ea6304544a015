import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { RecordDetail, RecordPage, RecordQuery } from "../../api/contract";

// What a record holds depends on its register, so that the description can only say "anything": a Value it is.
const key = (register: string) => ["registers", register] as const;

export const useRecords = (register: string, query: RecordQuery) =>
  useQuery({
    queryKey: [...key(register), "list", query],
    queryFn: () => reply(api.GET("/api/registers/{register}/records", { params: { path: { register }, query } })) as Promise<RecordPage>,
    placeholderData: (old) => old,
  });

export const useRecord = (register: string, id: number | undefined, reason?: string) =>
  useQuery({
    queryKey: [...key(register), "record", id],
    queryFn: () => reply(api.GET("/api/registers/{register}/records/{id}", { params: { path: { register, id: id ?? 0 }, query: { reason } } })) as Promise<RecordDetail>,
    enabled: id !== undefined,
  });

/** An action on records: the register, what one owes and everything computed from it are read anew. */
export function useRecordAction<Input, Output>(register: string, act: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => Promise.all([key(register), ["tasks"], ["cockpit"], ["rounds"]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
