import { Input, Modal } from "antd";
import { api, reply } from "../../api/client";
import type { Round } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { useDraft } from "../../ui/drafts";
import { ActionFault } from "../../ui/ErrorState";

const fields = ["basis", "office", "phone", "address"] as const;

/** The notice: by which authority, and where one can object. */
export function PublishDialog({ round, close }: { round: Round; close: () => void }) {
  const confirmed = round.approval_basis && round.approval_basis !== "待确认";
  const draft = useDraft(`${useAccountId()}.publish.${round.id}`, { basis: confirmed ? round.approval_basis : "", office: "", phone: "", address: "" });
  const form = draft.value;
  const action = useRoundAction(() => reply(api.POST("/api/rounds/{id}/notice", { params: { path: { id: round.id } }, body: form })));
  const submit = () => action.mutate(undefined, { onSuccess: () => { draft.drop(); announce(t("round.published")); close(); } });
  return (
    <Modal open title={t("round.publish")} okText={t("round.publish")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={action.isPending} okButtonProps={{ disabled: fields.some((f) => !form[f].trim()) }}>
      {!confirmed && <p className="notice warn">{t("rounds.no_basis")}</p>}
      {fields.map((f) => (
        <div className="field" key={f}>
          <label htmlFor={f}>{t(`publish.${f}`)}</label>
          <Input id={f} value={form[f]} maxLength={200} onChange={(e) => draft.set({ ...form, [f]: e.target.value })} />
        </div>
      ))}
      <p className="soft small">{t("publish.explain")}</p>
      <ActionFault error={action.error} />
    </Modal>
  );
}
