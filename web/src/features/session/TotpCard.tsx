import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";

export function TotpCard() {
  const [code, setCode] = useState("");
  const start = useMutation({ mutationFn: () => reply(api.POST("/api/session/totp")) });
  const confirm = useMutation({
    mutationFn: () => reply(api.POST("/api/session/totp/confirm", { body: { code } })),
    onSuccess: () => { announce(t("session.totp.done")); start.reset(); },
  });
  return (
    <section className="card password-form">
      <h2>{t("session.totp.title")}</h2>
      <p className="soft">{t("session.totp.note")}</p>
      {!start.data && <Button onClick={() => start.mutate()} loading={start.isPending}>{t("session.totp.start")}</Button>}
      {start.data && (
        <div className="stack">
          <code className="tabular">{start.data.secret}</code>
          <a href={start.data.uri}>otpauth://</a>
          <Input value={code} inputMode="numeric" maxLength={6} aria-label={t("session.code")} onChange={(e) => setCode(e.target.value)} />
          <Button type="primary" disabled={code.length !== 6} loading={confirm.isPending} onClick={() => confirm.mutate()}>{t("common.confirm")}</Button>
        </div>
      )}
      <ActionFault error={start.error ?? confirm.error} />
    </section>
  );
}
