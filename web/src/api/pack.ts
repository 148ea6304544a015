// The policy in force: its registers, schemes and parameters.
import { useQuery } from "@tanstack/react-query";
import { api, reply } from "./client";
import type { RegisterView } from "./contract";

export const usePack = () => useQuery({ queryKey: ["pack"], queryFn: () => reply(api.GET("/api/pack")), staleTime: 600_000 });

export function useRegister(id: string): RegisterView | undefined {
  return usePack().data?.registers.find((r) => r.id === id);
}
