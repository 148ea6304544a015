// Who is signed in, and what that person may do.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { language, setLanguage, type Language } from "../app/language";
import { api, reply } from "./client";
import type { Session } from "./contract";

export const sessionKey = ["session"] as const;
export const loadSession = () => reply(api.GET("/api/session"));

export const useSession = () => useQuery({ queryKey: sessionKey, queryFn: loadSession, staleTime: 60_000 });

let chosenBefore = false; // by somebody who wasn't signed in yet

const saveLanguage = (next: Language) => reply(api.PUT("/api/session/language", { body: { language: next } }));

/** Pages speak the language that is kept with the account. The accounts of a demonstration are everybody's: there each device has its own. */
export const keepsLanguage = (session: Session | undefined): boolean => Boolean(session?.signed_in && !session.demonstration);

export async function adoptLanguage(session: Session): Promise<void> {
  const kept: Language = session.account?.language === "en" ? "en" : "zh";
  if (keepsLanguage(session) && kept !== language()) await setLanguage(kept);
}

/** Changes to the other language, and keeps the choice with the account of whoever is signed in: mail and reminders come in it. */
export function useOtherLanguage(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const next = language() === "zh" ? "en" : "zh";
    const session = queries.getQueryData<Session>(sessionKey);
    chosenBefore = !session?.signed_in;
    if (session?.account && keepsLanguage(session)) {
      queries.setQueryData<Session>(sessionKey, { ...session, account: { ...session.account, language: next } });
      await saveLanguage(next).catch(() => undefined); // without a connection it holds for now
    }
    await setLanguage(next);
    await queries.invalidateQueries();
  };
}

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
      const session = await queries.fetchQuery({ queryKey: sessionKey, queryFn: loadSession });
      if (!chosenBefore || !keepsLanguage(session)) return;
      chosenBefore = false;
      await saveLanguage(language());
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
