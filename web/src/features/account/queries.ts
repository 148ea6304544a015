import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, reply } from "../../api/client";

export const useAccounts = () => useQuery({ queryKey: ["system", "accounts"], queryFn: () => reply(api.GET("/api/accounts")).then((r) => r.items) });
export const useGrants = () => useQuery({ queryKey: ["system", "grants"], queryFn: () => reply(api.GET("/api/grants")).then((r) => r.items) });

export function useSystemAction<Input, Output>(act: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: ["system"] }) });
}
