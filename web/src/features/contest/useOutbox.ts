import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { api, Problem, reply } from "../../api/client";
import { useAccountId } from "../../api/session";
import { Outbox, type Outcome, type Sending } from "./outbox";

const pause = 3_000; // between attempts while something waits

/** The outbox of this account for a contest: tries again by itself until everything has arrived. */
export function useOutbox(contest: number): { box: Outbox; waiting: Sending[] } {
  const account = useAccountId();
  const queries = useQueryClient();
  const box = useMemo(() => new Outbox(account, contest, localStorage, async (sheet) => {
    const outcome = await send(contest, sheet);
    if (outcome.kind !== "again") await queries.invalidateQueries({ queryKey: ["contests", contest, "pad"] }).catch(() => undefined);
    return outcome;
  }), [account, contest, queries]);
  useEffect(() => {
    const again = () => void box.flush();
    again();
    const timer = setInterval(again, pause);
    addEventListener("online", again);
    return () => { clearInterval(timer); removeEventListener("online", again); };
  }, [box]);
  return { box, waiting: useSyncExternalStore(box.onChange, box.list) };
}

/** Whoever is signed out meanwhile loses nothing: the sheet waits until they are back. */
async function send(contest: number, { key, contestant, part, revision, marks }: Sending): Promise<Outcome> {
  try {
    await reply(api.POST("/api/contests/{id}/scores", { params: { path: { id: contest } }, body: { key, contestant, part, revision, marks } }));
    return { kind: "arrived" };
  } catch (error) {
    const status = error instanceof Problem ? error.body.status : 0;
    if (status >= 400 && status < 500 && ![401, 408, 429].includes(status)) return { kind: "refused", why: [(error as Problem).message, (error as Problem).body.hint].filter(Boolean).join(" ") };
    return { kind: "again" };
  }
}
