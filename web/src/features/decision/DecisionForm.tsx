import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { Sheet } from "../../api/contract";
import { useRoundAction } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { useDraft } from "../../ui/drafts";
import { ActionFault } from "../../ui/ErrorState";
import { placeOf } from "../../ui/place";
import { Ballot } from "./Ballot";
import { emptyForm, inputOf, openPoint, type DecisionForm as Form } from "./form";

interface Props { round: number; sheet: Sheet; again: boolean }

/** The software proposes nothing here: people select, and the record keeps minutes, attendance, votes and reasons. */
export function DecisionForm({ round, sheet, again }: Props) {
  const draft = useDraft<Form>(`${useAccountId()}.decision.${round}`, emptyForm);
  const [asking, setAsking] = useState(false);
  const form = draft.value;
  const set = (part: Partial<Form>) => draft.set({ ...form, ...part });
  const decide = useRoundAction(() => reply(api.POST("/api/rounds/{id}/decision", { params: { path: { id: round } }, body: inputOf(form) })));
  const open = openPoint(form, sheet);
  const submit = () => decide.mutate(undefined, { onSuccess: () => { draft.drop(); setAsking(false); announce(t("decision.done")); } });
  const box = (name: "minutes_no" | "date" | "expected" | "present", type = "text") => (
    <div className="field">
      <label htmlFor={name}>{t(`decision.${name}`)}</label>
      <Input id={name} type={type} min={0} value={form[name]} onChange={(e) => set({ [name]: e.target.value })} />
    </div>
  );
  return (
    <section className="card decision">
      <h2>{t(again ? "decision.again" : "decision.title")}</h2>
      {again && <p className="notice warn">{t("decision.again.why", { n: sheet.entries.length, quota: sheet.quota })}</p>}
      <div className="pair">{box("minutes_no")}{box("date", "date")}</div>
      <div className="pair">{box("expected", "number")}{box("present", "number")}</div>
      <p className={form.selected.length > sheet.quota ? "quota over" : "quota"}>{t("decision.selected", { n: form.selected.length, quota: sheet.quota })}</p>
      <Ballot sheet={sheet} form={form} set={set} />
      {form.selected.length < sheet.quota && (
        <div className="field">
          <label htmlFor="vacant">{t("decision.vacant", { n: sheet.quota - form.selected.length })}</label>
          <Input.TextArea id="vacant" rows={2} maxLength={500} value={form.vacant_reason} onChange={(e) => set({ vacant_reason: e.target.value })} />
        </div>
      )}
      <ActionFault error={decide.error} />
      <div className="row spread"><span className="soft small">{open ? t(`decision.open.${open}`) : t("decision.draft")}</span><Button type="primary" disabled={open !== undefined} onClick={() => setAsking(true)}>{t("decision.enter")}</Button></div>
      <Modal open={asking} title={t("decision.enter")} okText={t("common.confirm")} cancelText={t("common.cancel")} confirmLoading={decide.isPending} onOk={submit} onCancel={() => setAsking(false)}>
        <p>{t("decision.ask", { n: form.selected.length, vacant: Math.max(0, sheet.quota - form.selected.length) })}</p>
        <ul>{sheet.entries.filter((e) => form.selected.includes(e.id)).map((e) => <li key={e.id}>{placeOf(e.subject)} {e.subject.title}</li>)}</ul>
        <ActionFault error={decide.error} />
      </Modal>
    </section>
  );
}
