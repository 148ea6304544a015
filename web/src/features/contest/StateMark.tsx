import { t } from "../../app/language";
import { Mark } from "../../ui/Mark";
import type { ContestRow } from "./queries";

/** How far a contest is, in a word. */
export function StateMark({ state }: { state: ContestRow["state"] }) {
  return <Mark kind={state === "published" || state === "confirmed" ? "good" : state === "open" ? "gold" : "plain"}>{t(`contest.state.${state}`)}</Mark>;
}
