import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { PayoutPage } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";

/** Who approves doesn't pay: each sees the button of their own part. */
export function PayoutActions({ page, chosen, done }: { page: PayoutPage; chosen: number[]; done: () => void }) {
  const [paying, setPaying] = useState(false);
  const today = useSession().data?.today ?? "";
  const [form, setForm] = useState({ voucher: "", paid_on: today });
  const of = (state: string) => page.items.filter((p) => chosen.includes(p.id) && p.state === state).map((p) => p.id);
  const approve = useRoundAction((ids: number[]) => reply(api.POST("/api/payouts/approve", { body: { ids } })));
  const pay = useRoundAction((ids: number[]) => reply(api.POST("/api/payouts/pay", { body: { ids, ...form } })));
  const [due, approved] = [of("due"), of("approved")];
  return (
    <>
      {page.may_approve && <Button disabled={due.length === 0} loading={approve.isPending} onClick={() => approve.mutate(due, { onSuccess: () => { announce(t("payout.approved.done", { n: due.length })); done(); } })}>{t("payout.approve", { n: due.length })}</Button>}
      {page.may_pay && <Button type="primary" disabled={approved.length === 0} onClick={() => setPaying(true)}>{t("payout.pay", { n: approved.length })}</Button>}
      <ActionFault error={approve.error} />
      {paying && (
        <Modal open title={t("payout.pay", { n: approved.length })} okText={t("common.confirm")} cancelText={t("common.cancel")} onCancel={() => setPaying(false)} confirmLoading={pay.isPending} okButtonProps={{ disabled: !form.voucher.trim() || !form.paid_on }}
          onOk={() => pay.mutate(approved, { onSuccess: () => { setPaying(false); announce(t("payout.paid.done", { n: approved.length })); done(); } })}>
          <div className="field"><label htmlFor="voucher">{t("payout.voucher")}</label><Input id="voucher" maxLength={100} value={form.voucher} onChange={(e) => setForm({ ...form, voucher: e.target.value })} /></div>
          <div className="field"><label htmlFor="paid_on">{t("payout.paid_on")}</label><Input id="paid_on" type="date" value={form.paid_on} onChange={(e) => setForm({ ...form, paid_on: e.target.value })} /></div>
          <p className="soft small">{t("payout.once")}</p>
          <ActionFault error={pay.error} />
        </Modal>
      )}
    </>
  );
}
