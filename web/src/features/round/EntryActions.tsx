import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { Entry, Round } from "../../api/contract";
import { useReturnEntry, useRoundAction } from "../../api/rounds";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { LinkButton } from "../../ui/LinkButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { EntryMarks } from "./EntryMarks";
import { RevokeDialog } from "./RevokeDialog";

/** What this person can do with the entry now. */
export function EntryActions({ round, entry }: { round: Round; entry: Entry }) {
  const [asking, setAsking] = useState<"return" | "withdraw" | "revoke">();
  const done = () => setAsking(undefined);
  const back = useReturnEntry(round.id);
  const withdraw = useRoundAction((reason: string) => reply(api.POST("/api/rounds/{id}/entries/{entry}/withdraw", { params: { path: { id: round.id, entry: entry.id } }, body: { reason } })));
  const may = (what: string) => entry.may.includes(what);
  return (
    <div className="row spread">
      <EntryMarks entry={entry} />
      <span className="row no-print">
        {may("assess") && <LinkButton to="/rounds/$round/entries/$entry/assessment" params={{ round: String(round.id), entry: String(entry.id) }} primary>{t("tasks.kind.assess")}</LinkButton>}
        {may("return") && <Button onClick={() => setAsking("return")}>{t("entry.return")}</Button>}
        {may("withdraw") && <Button onClick={() => setAsking("withdraw")}>{t("entry.withdraw")}</Button>}
        {may("revoke") && <Button danger onClick={() => setAsking("revoke")}>{t("revoke.enter")}</Button>}
        <Button onClick={() => window.print()}>{t("common.print")}</Button>
      </span>
      {asking === "return" && <ReasonDialog title={t("entry.return")} explain={t("entry.return.explain")} busy={back.isPending} error={back.error} onCancel={done} onReason={(reason) => back.mutate({ entry: entry.id, reason }, { onSuccess: done })} />}
      {asking === "withdraw" && <ReasonDialog danger title={t("entry.withdraw.title", { title: entry.subject.title })} explain={t("entry.withdraw.explain", { round: entry.round_title })} busy={withdraw.isPending} error={withdraw.error} onCancel={done} onReason={(reason) => withdraw.mutate(reason, { onSuccess: () => { announce(t("entry.withdrawn")); done(); } })} />}
      {asking === "revoke" && <RevokeDialog round={round.id} entry={entry} close={done} />}
    </div>
  );
}
