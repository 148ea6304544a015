import { Modal } from "antd";
import { api, reply } from "../../api/client";
import type { Round } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";

/** After the notice: the result stands, awards and payouts are made. */
export function ConfirmDialog({ round, close }: { round: Round; close: () => void }) {
  const action = useRoundAction(() => reply(api.POST("/api/rounds/{id}/confirm", { params: { path: { id: round.id } } })));
  const submit = () => action.mutate(undefined, { onSuccess: () => { announce(t("round.confirmed")); close(); } });
  return (
    <Modal open title={t("round.confirm")} okText={t("round.confirm")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={action.isPending}>
      <p>{t("round.confirm.explain", { n: round.selected })}</p>
      <ActionFault error={action.error} />
    </Modal>
  );
}
