import { Button, Input } from "antd";
import { useState, type FormEvent } from "react";
import { useSignIn } from "../../api/session";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";

export function PasswordForm({ onSignedIn, oidc }: { onSignedIn: () => void; oidc: boolean }) {
  const signIn = useSignIn();
  const [form, setForm] = useState({ login: "", password: "", code: "" });
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ login: form.login.trim(), password: form.password, code: form.code.trim() || undefined }, { onSuccess: onSignedIn });
  };
  return (
    <form onSubmit={submit} className="password-form">
      <div className="field"><label htmlFor="login">{t("session.login")}</label><Input id="login" required autoComplete="username" value={form.login} onChange={(e) => set({ login: e.target.value })} /></div>
      <div className="field"><label htmlFor="password">{t("session.password")}</label><Input.Password id="password" required autoComplete="current-password" value={form.password} onChange={(e) => set({ password: e.target.value })} /></div>
      <div className="field"><label htmlFor="code">{t("session.code")}</label><Input id="code" inputMode="numeric" maxLength={6} autoComplete="one-time-code" value={form.code} onChange={(e) => set({ code: e.target.value })} /></div>
      <ActionFault error={signIn.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={signIn.isPending}>{t("session.submit")}</Button>
        {oidc && <a href="/api/session/oidc">{t("session.oidc")}</a>}
      </div>
      <p className="soft small">{t("session.forgotten")}</p>
    </form>
  );
}
