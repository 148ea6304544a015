import { useNavigate } from "@tanstack/react-router";
import { Input, Modal, Select } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { usePack } from "../../api/pack";
import { useRoundAction } from "../../api/rounds";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";

/** Opens a round: from now on its parameters are frozen at the reference date. */
export function OpenRoundDialog({ close }: { close: () => void }) {
  const schemes = usePack().data?.schemes ?? [];
  const navigate = useNavigate();
  const year = useSession().data?.today.slice(0, 4) ?? "";
  const [form, setForm] = useState({ scheme: "", period: year, reference_date: `${year}-12-31` });
  const chosen = schemes.find((s) => s.id === form.scheme);
  const open = useRoundAction(() => reply(api.POST("/api/rounds", { body: form })));
  const submit = () => open.mutate(undefined, { onSuccess: (round) => { close(); void navigate({ to: "/rounds/$round", params: { round: String(round.id) } }); } });
  return (
    <Modal open title={t("rounds.open")} okText={t("rounds.open")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={open.isPending} okButtonProps={{ disabled: !chosen || !form.period || !form.reference_date }}>
      <div className="field">
        <label htmlFor="scheme">{t("rounds.scheme")}</label>
        <Select id="scheme" value={form.scheme || undefined} onChange={(scheme: string) => setForm({ ...form, scheme })} options={schemes.map((s) => ({ value: s.id, label: s.title }))} />
      </div>
      <div className="field"><label htmlFor="period">{t("rounds.period")}</label><Input id="period" value={form.period} onChange={(e) => setForm({ ...form, period: e.target.value.trim() })} /><span className="help">{t("rounds.period.help")}</span></div>
      <div className="field"><label htmlFor="reference">{t("rounds.reference")}</label><Input id="reference" type="date" value={form.reference_date} onChange={(e) => setForm({ ...form, reference_date: e.target.value })} /><span className="help">{t("rounds.reference.help")}</span></div>
      {chosen && !chosen.approved && <p className="notice warn">{t("rounds.no_basis")}</p>}
      <ActionFault error={open.error} />
    </Modal>
  );
}
