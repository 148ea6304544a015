import { useQuery } from "@tanstack/react-query";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { Flag } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { marks, t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { ActionFault } from "../../ui/ErrorState";
import { date } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";

/** A flag proposes; a body takes it or leaves it, and the record keeps for what. */
export function Flags() {
  const flags = useQuery({ queryKey: ["outcome", "flags"], queryFn: () => reply(api.GET("/api/flags")).then((r) => r.items) });
  const [open, setOpen] = useState<{ flag: Flag; used: boolean }>();
  return (
    <section className="card">
      <p className="soft">{t("flag.note")}</p>
      <QueryView query={flags} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("flag.empty")} />}>
        {(items) => (
          <ul className="plain ruled">
            {items.map((flag) => (
              <li key={flag.id} className="row spread">
                <span className="row"><strong>{flag.to_title}</strong><Mark kind="gold">{flag.title}</Mark><span className="soft small">{date(flag.granted_at)}</span></span>
                {flag.may && <span className="row no-print"><Button size="small" onClick={() => setOpen({ flag, used: true })}>{t("flag.use")}</Button><Button size="small" onClick={() => setOpen({ flag, used: false })}>{t("flag.leave")}</Button></span>}
              </li>
            ))}
          </ul>
        )}
      </QueryView>
      {open && <UseDialog {...open} close={() => setOpen(undefined)} />}
    </section>
  );
}

function UseDialog({ flag, used, close }: { flag: Flag; used: boolean; close: () => void }) {
  const [purpose, setPurpose] = useState("");
  const act = useRoundAction(() => reply(api.POST("/api/flags/{id}/use", { params: { path: { id: flag.id } }, body: { used, purpose } })));
  return (
    <Modal open title={`${t(used ? "flag.use" : "flag.leave")}${marks().colon}${flag.to_title}`} okText={t("common.confirm")} cancelText={t("common.cancel")} onCancel={close} okButtonProps={{ disabled: !purpose.trim() }} confirmLoading={act.isPending} onOk={() => act.mutate(undefined, { onSuccess: close })}>
      <div className="field"><label htmlFor="purpose">{t("flag.purpose")}</label><Input.TextArea id="purpose" rows={3} maxLength={500} value={purpose} onChange={(e) => setPurpose(e.target.value)} /></div>
      <ActionFault error={act.error} />
    </Modal>
  );
}
