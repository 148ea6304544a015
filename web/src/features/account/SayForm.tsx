import { Button, Input, Radio } from "antd";
import { api, reply } from "../../api/client";
import type { AnswerKind } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { useDraft } from "../../ui/drafts";
import { ActionFault } from "../../ui/ErrorState";

const kinds: readonly AnswerKind[] = ["answer", "reconsideration", "appeal"];

/** To answer, to ask for a review, to appeal: never with a worse result. */
export function SayForm({ round, entry, may }: { round: number; entry: number; may: string[] }) {
  const open = kinds.filter((kind) => may.includes(kind) || (kind === "answer" && may.includes("answer")));
  const draft = useDraft<{ kind?: AnswerKind; text: string }>(`${useAccountId()}.answer.${entry}`, { text: "" });
  const form = draft.value;
  const kind = form.kind ?? open[0];
  const say = useRoundAction(() => reply(api.POST("/api/rounds/{id}/entries/{entry}/answers", { params: { path: { id: round, entry } }, body: { kind: kind ?? "answer", text: form.text.trim() } })));
  if (open.length === 0) return null;
  return (
    <form onSubmit={(e) => { e.preventDefault(); say.mutate(undefined, { onSuccess: () => { draft.set({ text: "" }); draft.drop(); announce(t("me.said")); } }); }}>
      <Radio.Group value={kind} onChange={(e) => draft.set({ ...form, kind: e.target.value as AnswerKind })} options={open.map((value) => ({ value, label: t(`answer.${value}`) }))} />
      <div className="field"><label htmlFor={`say-${entry}`}>{t("me.say")}</label><Input.TextArea id={`say-${entry}`} rows={3} maxLength={5000} value={form.text} onChange={(e) => draft.set({ ...form, text: e.target.value })} /><span className="help">{t("me.say.help")}</span></div>
      <ActionFault error={say.error} />
      <Button type="primary" htmlType="submit" disabled={!form.text.trim()} loading={say.isPending}>{t("common.submit")}</Button>
    </form>
  );
}
