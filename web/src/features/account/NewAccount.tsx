import { Input, Modal } from "antd";
import { useState } from "react";
import { api, Problem, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { PersonSelect } from "../../ui/PersonSelect";
import { useSystemAction } from "./queries";

export function NewAccount({ close, issued }: { close: () => void; issued: (p: { login: string; password: string }) => void }) {
  const [form, setForm] = useState<{ login: string; title: string; person_id?: number }>({ login: "", title: "" });
  const add = useSystemAction(() => reply(api.POST("/api/accounts", { body: form })));
  const problem = add.error instanceof Problem ? add.error : undefined;
  return (
    <Modal open title={t("account.new")} okText={t("common.save")} cancelText={t("common.cancel")} onCancel={close} confirmLoading={add.isPending} okButtonProps={{ disabled: !form.login.trim() || !form.title.trim() }} onOk={() => add.mutate(undefined, { onSuccess: (r) => { issued(r); close(); } })}>
      <div className="field"><label htmlFor="new-login">{t("session.login")}</label><Input id="new-login" maxLength={100} value={form.login} onChange={(e) => setForm({ ...form, login: e.target.value.trim() })} />{problem?.fieldMessage("login") && <span className="fault">{problem.fieldMessage("login")}</span>}</div>
      <div className="field"><label htmlFor="new-title">{t("account.title")}</label><Input id="new-title" maxLength={100} value={form.title} onChange={(e) => setForm({ ...form, title: e.target.value })} /></div>
      <div className="field"><label htmlFor="new-person">{t("account.person")}</label><PersonSelect id="new-person" value={form.person_id} onChange={(person_id) => setForm({ ...form, person_id })} /></div>
      <ActionFault error={add.error} />
    </Modal>
  );
}
