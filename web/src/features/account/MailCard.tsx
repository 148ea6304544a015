import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";

/** Where my reminders go. Nobody else is shown the address; without one there are none by mail. */
export function MailCard() {
  const queries = useQueryClient();
  const kept = useQuery({ queryKey: ["session", "mail"], queryFn: () => reply(api.GET("/api/session/mail")).then((r) => r.mail) });
  const [typed, setTyped] = useState<string>();
  const save = useMutation({
    mutationFn: (mail: string) => reply(api.PUT("/api/session/mail", { body: { mail } })),
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ["session", "mail"] }); setTyped(undefined); },
  });
  const value = typed ?? kept.data ?? "";
  return (
    <section className="card">
      <h2>{t("me.mail")}</h2>
      <form className="row" onSubmit={(e) => { e.preventDefault(); save.mutate(value.trim()); }}>
        <Input type="email" autoComplete="email" maxLength={254} aria-label={t("me.mail")} placeholder="name@example.cn" value={value} onChange={(e) => setTyped(e.target.value)} style={{ maxWidth: 320 }} />
        <Button htmlType="submit" type="primary" loading={save.isPending} disabled={typed === undefined || typed.trim() === (kept.data ?? "")}>{t("common.save")}</Button>
      </form>
      <p className="soft small" role="status">{save.isSuccess && typed === undefined ? t("me.mail.saved") : t("me.mail.note")}</p>
      <ActionFault error={save.error ?? kept.error} />
    </section>
  );
}
