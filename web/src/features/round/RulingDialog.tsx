import { Input, Modal, Radio } from "antd";
import { useState } from "react";
import { api, Problem, reply } from "../../api/client";
import type { ExplainedIndicator, Ruling } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";

interface Props { round: number; entry: number; indicator: ExplainedIndicator; close: () => void }
const rulings: readonly Ruling[] = ["zero", "not_applicable"];

/** People decide what a missing input means; whoever looks at the entry reads why. */
export function RulingDialog({ round, entry, indicator, close }: Props) {
  const [ruling, setRuling] = useState<Ruling | undefined>(indicator.ruling);
  const [reason, setReason] = useState(indicator.reason ?? "");
  const act = useRoundAction((chosen: Ruling) => reply(api.POST("/api/rounds/{id}/entries/{entry}/ruling", { params: { path: { id: round, entry } }, body: { indicator: indicator.key, ruling: chosen, reason: reason.trim() } })));
  const fault = act.error instanceof Problem ? act.error.fieldMessage("reason") : undefined;
  const submit = () => ruling && act.mutate(ruling, { onSuccess: () => { announce(t("ruling.done")); close(); } });
  return (
    <Modal open title={t("ruling.title", { indicator: indicator.title })} okText={t("ruling.enter")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={act.isPending} okButtonProps={{ disabled: !ruling || !reason.trim() }}>
      <p>{t("ruling.explain", { of: indicator.of })}</p>
      <Radio.Group className="stack" value={ruling} onChange={(e) => setRuling(e.target.value as Ruling)}>
        {rulings.map((one) => <Radio key={one} value={one}>{t(`ruling.${one}`)} <span className="soft small">{t(`ruling.note.${one}`)}</span></Radio>)}
      </Radio.Group>
      <div className="field">
        <label htmlFor="ruling-reason">{t("common.reason")}</label>
        <Input.TextArea id="ruling-reason" rows={3} maxLength={500} showCount status={fault ? "error" : undefined} value={reason} onChange={(e) => setReason(e.target.value)} />
        {fault ? <span className="fault" role="alert">{fault}</span> : <span className="help">{t("ruling.reason.help")}</span>}
      </div>
      <ActionFault error={act.error} />
    </Modal>
  );
}
