import { Input, Modal } from "antd";
import { useState } from "react";
import { api, Problem, reply } from "../../api/client";
import type { Round } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";

/** Closing freezes what the stage saw. What is unfinished is listed by the server; going on over it needs a reason. */
export function CloseStageDialog({ round, close }: { round: Round; close: () => void }) {
  const [reason, setReason] = useState("");
    const action = useRoundAction(() => reply(api.POST("/api/rounds/{id}/close", { params: { path: { id: round.id } }, body: { stage: round.stage, reason: reason.trim() || undefined } })));
  const unfinished = action.error instanceof Problem && action.error.body.status === 409 ? action.error : undefined;
  const submit = () => action.mutate(undefined, { onSuccess: () => { announce(t("round.closed", { stage: round.stage_title })); close(); } });
  return (
    <Modal open title={t("round.close", { stage: round.stage_title })} okText={t(unfinished ? "round.close.anyway" : "round.close.now")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={action.isPending} okButtonProps={{ disabled: unfinished !== undefined && !reason.trim(), danger: unfinished !== undefined }}>
      <p>{t("round.close.explain")}</p>
      {unfinished && (
        <div className="notice warn" role="alert">
          <strong>{unfinished.message}</strong> {unfinished.body.hint}
          <ul>{unfinished.body.errors?.map((e, i) => <li key={i}>{e.message}</li>)}</ul>
          <div className="field">
            <label htmlFor="close-reason">{t("round.close.reason")}</label>
            <Input.TextArea id="close-reason" rows={3} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
            <span className="help">{t("common.reason.required")}</span>
          </div>
        </div>
      )}
      {!unfinished && <ActionFault error={action.error} />}
    </Modal>
  );
}
