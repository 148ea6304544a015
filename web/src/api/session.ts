// Who is signed in, and what that person may do.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, reply } from "./client";

export const sessionKey = ["session"] as const;
export const loadSession = () => reply(api.GET("/api/session"));

export const useSession = () => useQuery({ queryKey: sessionKey, queryFn: loadSession, staleTime: 60_000 });

/** The account's id, for keys of drafts; 0 while nobody is signed in. */
export const useAccountId = (): number => useSession().data?.account?.id ?? 0;

export function useRights(): (right: string) => boolean {
  const rights = useSession().data?.rights ?? [];
  return (right) => rights.includes(right);
}

export type SignIn = { login: string; password: string; code?: string } | { demo_login: string };

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SignIn) => reply(api.POST("/api/session", { body })),
    onSuccess: async () => {
      queries.clear();
      await queries.fetchQuery({ queryKey: sessionKey, queryFn: loadSession });
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => reply(api.DELETE("/api/session")),
    onSettled: () => queries.clear(),
  });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { old: string; new: string }) => reply(api.POST("/api/session/password", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessionKey }),
  });
}
