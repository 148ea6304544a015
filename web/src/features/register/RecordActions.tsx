import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { RecordDetail, RegisterView } from "../../api/contract";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { useRecordAction } from "./queries";

export type Editing = "edit" | "correct";
interface Props { register: RegisterView; record: RecordDetail; edit: (mode: Editing) => void; closed: () => void }

/** What has been checked is taken out only by whoever checks. */
const mayDelete = (record: RecordDetail): boolean => record.may_check || (record.may_fill && record.state !== "checked");

/** What may be done with a record, by its state. A checked one is corrected with a reason, never overwritten. */
export function RecordActions({ register, record, edit, closed }: Props) {
  const [asking, setAsking] = useState<"return" | "delete">();
  const params = { path: { register: register.id, id: record.id } };
  const check = useRecordAction(register.id, () => reply(api.POST("/api/registers/{register}/records/{id}/check", { params, body: { revision: record.revision } })));
  const giveBack = useRecordAction(register.id, (reason: string) => reply(api.POST("/api/registers/{register}/records/{id}/return", { params, body: { revision: record.revision, reason } })));
  const remove = useRecordAction(register.id, async (reason: string) => {
    await reply(api.DELETE("/api/registers/{register}/records/{id}", { params: { ...params, query: { revision: record.revision, reason } } }));
  });
  const restore = useRecordAction(register.id, () => reply(api.POST("/api/registers/{register}/records/{id}/restore", { params, body: { revision: record.revision } })));
  const done = (words: string) => { announce(words); setAsking(undefined); };
  if (record.deleted) {
    if (!record.may_fill && !record.may_check) return null;
    return (
      <div className="no-print">
        <p className="soft small">{t("register.restore.explain")}</p>
        <Button type="primary" loading={restore.isPending} onClick={() => restore.mutate(undefined, { onSuccess: () => done(t("register.restored_record")) })}>{t("register.restore")}</Button>
        <ActionFault error={restore.error} />
      </div>
    );
  }
  return (
    <div className="row no-print">
      {record.may_check && record.state === "filled" && <Button type="primary" loading={check.isPending} onClick={() => check.mutate(undefined, { onSuccess: () => done(t("register.checked")) })}>{t("register.check")}</Button>}
      {record.may_check && record.state === "filled" && <Button onClick={() => setAsking("return")}>{t("entry.return")}</Button>}
      {record.may_fill && record.state !== "checked" && <Button onClick={() => edit("edit")}>{t("common.edit")}</Button>}
      {(record.may_fill || record.may_check) && record.state === "checked" && <Button onClick={() => edit("correct")}>{t("register.correct")}</Button>}
      {mayDelete(record) && <Button onClick={() => setAsking("delete")}>{t("common.delete")}</Button>}
      <ActionFault error={check.error} />
      {asking === "return" && <ReasonDialog title={t("entry.return")} busy={giveBack.isPending} error={giveBack.error} onCancel={() => setAsking(undefined)} onReason={(reason) => giveBack.mutate(reason, { onSuccess: () => done(t("mark.returned")) })} />}
      {asking === "delete" && <ReasonDialog danger title={t("common.delete")} explain={t("register.delete.explain")} busy={remove.isPending} error={remove.error} onCancel={() => setAsking(undefined)} onReason={(reason) => remove.mutate(reason, { onSuccess: () => { announce(t("register.deleted")); closed(); } })} />}
    </div>
  );
}
