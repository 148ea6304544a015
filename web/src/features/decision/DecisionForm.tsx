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
import { emptyForm, type DecisionForm as Form } from "./draft";
import { inputOf, openPoint, selectedIn } from "./form";
import { GradeRooms } from "./GradeRooms";
import { gradeOf } from "./grades";

const gradeTitle = (sheet: Sheet, id: string): string => sheet.grades.find((g) => g.id === id)?.title ?? id;

interface Props { round: number; sheet: Sheet; again: boolean }

/** The software proposes nothing here: people select, and the record keeps minutes, attendance, votes and reasons. */
export function DecisionForm({ round, sheet, again }: Props) {
  const draft = useDraft<Form>(`${useAccountId()}.decision.${round}.${sheet.unit_id}`, emptyForm);
  const [asking, setAsking] = useState(false);
  const form = { ...emptyForm, ...draft.value };
  const selected = selectedIn(form, sheet);
  const set = (part: Partial<Form>) => draft.set({ ...form, ...part });
  const decide = useRoundAction(() => reply(api.POST("/api/rounds/{id}/decision", { params: { path: { id: round } }, body: inputOf(form, sheet) })));
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
      {!sheet.grades_all && <p className={selected.length > sheet.quota ? "quota over" : "quota"}>{t("decision.selected", { n: selected.length, quota: sheet.quota })}</p>}
      <GradeRooms sheet={sheet} form={form} />
      <Ballot sheet={sheet} form={form} set={set} />
      {!sheet.grades_all && selected.length < sheet.quota && (
        <div className="field">
          <label htmlFor="vacant">{t("decision.vacant", { n: sheet.quota - selected.length })}</label>
          <Input.TextArea id="vacant" rows={2} maxLength={500} value={form.vacant_reason} onChange={(e) => set({ vacant_reason: e.target.value })} />
        </div>
      )}
      <ActionFault error={decide.error} />
      <div className="row spread"><span className="soft small">{open ? t(`decision.open.${open}`) : t("decision.draft")}</span><Button type="primary" disabled={open !== undefined} onClick={() => setAsking(true)}>{t("decision.enter")}</Button></div>
      <Modal open={asking} title={t("decision.enter")} okText={t("common.confirm")} cancelText={t("common.cancel")} confirmLoading={decide.isPending} onOk={submit} onCancel={() => setAsking(false)}>
        <p>{sheet.grades_all ? t("decision.ask.grades", { n: selected.length, none: sheet.entries.length - selected.length }) : t("decision.ask", { n: selected.length, vacant: Math.max(0, sheet.quota - selected.length) })}</p>
        <ul>{sheet.entries.filter((e) => selected.includes(e.id)).map((e) => <li key={e.id}>{placeOf(e.subject)} {e.subject.title}{sheet.grades.length > 0 && ` · ${gradeTitle(sheet, gradeOf(form, e))}`}</li>)}</ul>
        <ActionFault error={decide.error} />
      </Modal>
    </section>
  );
}
