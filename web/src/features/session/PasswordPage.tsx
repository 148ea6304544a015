import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import { useChangePassword, useSession } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { PageFrame } from "../../ui/PageFrame";
import { TotpCard } from "./TotpCard";

export function PasswordPage() {
  const session = useSession().data;
  const change = useChangePassword();
  const navigate = useNavigate();
  const [form, setForm] = useState({ old: "", new: "", again: "" });
  const differ = form.again !== "" && form.new !== form.again;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.new !== form.again) return;
    change.mutate({ old: form.old, new: form.new }, { onSuccess: () => { announce(t("session.password.done")); void navigate({ to: "/tasks" }); } });
  };
  const box = (name: keyof typeof form, label: string, fill: string) => (
    <div className="field"><label htmlFor={name}>{label}</label><Input.Password id={name} required autoComplete={fill} value={form[name]} onChange={(e) => setForm({ ...form, [name]: e.target.value })} /></div>
  );
  return (
    <PageFrame title={t("session.password.title")} lead={session?.account?.must_change ? t("session.password.first") : undefined}>
      <form className="card password-form" onSubmit={submit}>
        {box("old", t("session.password.old"), "current-password")}
        {box("new", t("session.password.new"), "new-password")}
        <p className="soft small">{t("session.password.rule")}</p>
        {box("again", t("session.password.again"), "new-password")}
        {differ && <p className="fault" role="alert">{t("session.password.differ")}</p>}
        <ActionFault error={change.error} />
        <Button type="primary" htmlType="submit" disabled={differ} loading={change.isPending}>{t("common.save")}</Button>
      </form>
      {!session?.account?.must_change && <TotpCard />}
    </PageFrame>
  );
}
