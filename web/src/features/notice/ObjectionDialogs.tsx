import { Input, Modal, Radio } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { Objection } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { useDraft } from "../../ui/drafts";
import { ActionFault } from "../../ui/ErrorState";

interface Props { objection: Objection; close: () => void }

export function AcceptDialog({ objection, close }: Props) {
  const [accepted, setAccepted] = useState<boolean>();
  const [reason, setReason] = useState("");
  const act = useRoundAction(() => reply(api.POST("/api/objections/{id}/accept", { params: { path: { id: objection.id } }, body: { accepted: accepted === true, reason: reason.trim() || undefined } })));
  return (
    <Modal open title={t("objection.accept")} okText={t("common.confirm")} cancelText={t("common.cancel")} onCancel={close} confirmLoading={act.isPending} okButtonProps={{ disabled: accepted === undefined || (!accepted && !reason.trim()) }} onOk={() => act.mutate(undefined, { onSuccess: close })}>
      <p>{objection.text}</p>
      <Radio.Group value={accepted} onChange={(e) => setAccepted(e.target.value as boolean)} options={[{ value: true, label: t("objection.accept.yes") }, { value: false, label: t("objection.accept.no") }]} />
      {accepted === false && <div className="field"><label htmlFor="why">{t("common.reason")}</label><Input.TextArea id="why" rows={3} maxLength={1000} value={reason} onChange={(e) => setReason(e.target.value)} /><span className="help">{t("objection.reason.help")}</span></div>}
      <ActionFault error={act.error} />
    </Modal>
  );
}

/** Two people verify; an upheld objection reopens the decided entry. */
export function FindingDialog({ objection, close }: Props) {
  const draft = useDraft(`${useAccountId()}.finding.${objection.id}`, { first: "", second: "", upheld: undefined as boolean | undefined, finding: "", reply: "" });
  const form = draft.value;
  const set = (part: Partial<typeof form>) => draft.set({ ...form, ...part });
  const verifiers = [form.first.trim(), form.second.trim()].filter(Boolean);
  const body = { verifiers, upheld: form.upheld === true, finding: form.finding, reply: form.reply };
  const act = useRoundAction(() => reply(api.POST("/api/objections/{id}/finding", { params: { path: { id: objection.id } }, body })));
  const complete = verifiers.length === 2 && form.upheld !== undefined && form.finding.trim() && form.reply.trim();
  return (
    <Modal open title={t("objection.find")} okText={t("common.submit")} cancelText={t("common.cancel")} onCancel={close} confirmLoading={act.isPending} okButtonProps={{ disabled: !complete }} onOk={() => act.mutate(undefined, { onSuccess: () => { draft.drop(); close(); } })}>
      <p>{objection.text}</p>
      <div className="field"><span className="label">{t("objection.verifiers")}</span><div className="row"><Input aria-label={`${t("objection.verifiers")} 1`} value={form.first} onChange={(e) => set({ first: e.target.value })} /><Input aria-label={`${t("objection.verifiers")} 2`} value={form.second} onChange={(e) => set({ second: e.target.value })} /></div></div>
      <div className="field"><label htmlFor="finding">{t("objection.finding")}</label><Input.TextArea id="finding" rows={3} maxLength={2000} value={form.finding} onChange={(e) => set({ finding: e.target.value })} /></div>
      <Radio.Group value={form.upheld} onChange={(e) => set({ upheld: e.target.value as boolean })} options={[{ value: true, label: t("objection.upheld") }, { value: false, label: t("objection.not_upheld") }]} />
      {form.upheld && <p className="notice warn">{t("objection.upheld.note")}</p>}
      <div className="field"><label htmlFor="reply">{t("objection.reply")}</label><Input.TextArea id="reply" rows={3} maxLength={2000} value={form.reply} onChange={(e) => set({ reply: e.target.value })} /></div>
      <ActionFault error={act.error} />
    </Modal>
  );
}
