import { useNavigate } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { api, reply } from "../../api/client";
import type { Round } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { useDraft } from "../../ui/drafts";
import { ActionFault } from "../../ui/ErrorState";

const fields = ["basis", "approval", "office", "phone", "address"] as const;
const needed: readonly string[] = ["office", "phone"];

/** Drafts the notice: by which authority, and where one can object. It is put up from the page of notices. */
export function PublishDialog({ round, close }: { round: Round; close: () => void }) {
  const navigate = useNavigate();
  const draft = useDraft(`${useAccountId()}.publish.${round.id}`, { basis: "", approval: round.approved ? round.approval_basis : "", office: "", phone: "", address: "" });
  const form = draft.value;
  const action = useRoundAction(() => reply(api.POST("/api/rounds/{id}/notice", { params: { path: { id: round.id } }, body: form })));
  const submit = () => action.mutate(undefined, { onSuccess: () => { draft.drop(); announce(t("notice.drafted")); close(); void navigate({ to: "/notices" }); } });
  return (
    <Modal open title={t("notice.draft")} okText={t("notice.draft")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={action.isPending} okButtonProps={{ disabled: fields.some((f) => needed.includes(f) && !form[f].trim()) }}>
      {!round.approved && <p className="notice warn">{t("rounds.no_basis")}</p>}
      {fields.map((f) => (
        <div className="field" key={f}>
          <label htmlFor={f}>{t(`publish.${f}`)}{needed.includes(f) ? " *" : ""}</label>
          <Input id={f} value={form[f]} maxLength={100} onChange={(e) => draft.set({ ...form, [f]: e.target.value })} />
        </div>
      ))}
      <p className="soft small">{t("publish.explain")}</p>
      <ActionFault error={action.error} />
    </Modal>
  );
}
