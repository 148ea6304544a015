import { Input, Modal } from "antd";
import { useState } from "react";
import { api, Problem, reply } from "../../api/client";
import type { Entry } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { money } from "../../ui/format";

interface Props { round: number; entry: Entry; close: () => void }

/** Takes a confirmed result back. It can't be undone, so whoever does it reads what stops and types whose result it is. */
export function RevokeDialog({ round, entry, close }: Props) {
  const [reason, setReason] = useState("");
  const [name, setName] = useState("");
  const act = useRoundAction(() => reply(api.POST("/api/rounds/{id}/entries/{entry}/revoke", { params: { path: { id: round, entry: entry.id } }, body: { reason: reason.trim() } })));
  const fault = act.error instanceof Problem ? act.error.fieldMessage("reason") : undefined;
  const granted = entry.awards.filter((a) => a.state === "granted");
  const submit = () => act.mutate(undefined, { onSuccess: () => { announce(t("revoke.done", { title: entry.subject.title })); close(); } });
  return (
    <Modal open title={t("revoke.title", { title: entry.subject.title })} okText={t("revoke.enter")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={act.isPending} okButtonProps={{ danger: true, disabled: !reason.trim() || name.trim() !== entry.subject.title }}>
      <div className="notice bad">
        <strong>{t("revoke.stops")}</strong>
        <ul>
          <li>{t("revoke.result", { round: entry.round_title })}</li>
          {granted.map((a) => <li key={a.id}>{a.title}{a.amount && ` ${money(a.amount)} ${t("common.yuan")}`}{a.times > 1 && ` × ${a.times}`} · {a.to_title}</li>)}
          {granted.some((a) => a.amount) && <li>{t("revoke.payouts")}</li>}
        </ul>
        {t("revoke.final")}
      </div>
      <div className="field">
        <label htmlFor="revoke-reason">{t("revoke.reason")}</label>
        <Input.TextArea id="revoke-reason" autoFocus rows={3} maxLength={500} showCount status={fault ? "error" : undefined} value={reason} onChange={(e) => setReason(e.target.value)} />
        {fault && <span className="fault" role="alert">{fault}</span>}
      </div>
      <div className="field">
        <label htmlFor="revoke-name">{t("revoke.name", { title: entry.subject.title })}</label>
        <Input id="revoke-name" autoComplete="off" value={name} onChange={(e) => setName(e.target.value)} />
      </div>
      <ActionFault error={act.error} />
    </Modal>
  );
}
