import { useNavigate } from "@tanstack/react-router";
import { Input, Modal, Select } from "antd";
import { useState } from "react";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { usePlan, type Contests } from "./queries";

/** 2022-11-20 lies in 2022Q4, 2022-11 and 2022: one contest a period, held within it. */
const periodOf = (day: string, length?: string): string => {
  const [year = "", month = ""] = day.split("-");
  if (length === "quarter") return `${year}Q${Math.ceil(Number(month) / 3)}`;
  return length === "month" ? `${year}-${month}` : year;
};

export function PlanDialog({ policies, close }: { policies: Contests["policies"]; close: () => void }) {
  const navigate = useNavigate();
  const today = useSession().data?.today ?? "";
  const [form, setForm] = useState({ contest: policies[0]?.id ?? "", held_on: today, place: "" });
  const plan = usePlan();
  const policy = policies.find((p) => p.id === form.contest);
  const submit = () => plan.mutate({ ...form, period: periodOf(form.held_on, policy?.period) }, {
    onSuccess: (made) => { close(); void navigate({ to: "/contests/$contest/desk", params: { contest: String(made.id) } }); },
  });
  return (
    <Modal open title={t("contest.plan")} okText={t("contest.plan")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={plan.isPending} okButtonProps={{ disabled: !policy || !form.held_on }}>
      <p className="soft">{t("contest.plan.explain")}</p>
      <div className="field"><label htmlFor="policy">{t("contest.which")}</label><Select id="policy" value={form.contest} onChange={(contest: string) => setForm({ ...form, contest })} options={policies.map((p) => ({ value: p.id, label: p.title }))} /></div>
      <div className="field"><label htmlFor="held">{t("contest.held_on")}</label><Input id="held" type="date" value={form.held_on} onChange={(e) => setForm({ ...form, held_on: e.target.value })} /></div>
      <div className="field"><label htmlFor="place">{t("contest.place")}</label><Input id="place" maxLength={100} value={form.place} onChange={(e) => setForm({ ...form, place: e.target.value })} /></div>
      <ActionFault error={plan.error} />
    </Modal>
  );
}
