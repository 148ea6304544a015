import { Input, Modal, Radio } from "antd";
import { api, Problem, reply } from "../api/client";
import type { Answer } from "../api/contract";
import { useRoundAction } from "../api/rounds";
import { useAccountId } from "../api/session";
import { t } from "../app/language";
import { announce } from "./announce";
import { useDraft } from "./drafts";
import { ActionFault } from "./ErrorState";
import { date } from "./format";

type Outcome = NonNullable<Answer["outcome"]>;
const outcomes: readonly Outcome[] = ["upheld", "kept"];

/** The office's reply, in writing and once. */
export function ReplyDialog({ answer, close }: { answer: Answer; close: () => void }) {
  const draft = useDraft<{ outcome?: Outcome; text: string }>(`${useAccountId()}.reply.${answer.id}`, { text: "" });
  const form = draft.value;
  const send = useRoundAction((outcome: Outcome) => reply(api.POST("/api/answers/{id}/reply", { params: { path: { id: answer.id } }, body: { outcome, text: form.text.trim() } })));
  const fault = send.error instanceof Problem ? send.error.fieldMessage("text") : undefined;
  const submit = () => form.outcome && send.mutate(form.outcome, { onSuccess: () => { draft.drop(); announce(t("answer.replied")); close(); } });
  return (
    <Modal open title={t("answer.reply.title", { kind: t(`answer.${answer.kind}`) })} okText={t("common.submit")} cancelText={t("common.cancel")} onCancel={close} onOk={submit} confirmLoading={send.isPending} okButtonProps={{ disabled: !form.outcome || !form.text.trim() }}>
      <p className="words notice">{answer.text}</p>
      {answer.due && <p className="soft small">{t("answer.due", { date: date(answer.due) })}</p>}
      <Radio.Group className="stack" value={form.outcome} onChange={(e) => draft.set({ ...form, outcome: e.target.value as Outcome })} options={outcomes.map((value) => ({ value, label: t(`answer.outcome.${value}`) }))} />
      {form.outcome && <p className="help soft small">{t(`answer.outcome.note.${form.outcome}`)}</p>}
      <div className="field">
        <label htmlFor="reply-text">{t("answer.reply")}</label>
        <Input.TextArea id="reply-text" rows={5} maxLength={5000} showCount status={fault ? "error" : undefined} value={form.text} onChange={(e) => draft.set({ ...form, text: e.target.value })} />
        {fault ? <span className="fault" role="alert">{fault}</span> : <span className="help">{t("answer.reply.help")}</span>}
      </div>
      <ActionFault error={send.error} />
    </Modal>
  );
}
