import { Input, Modal } from "antd";
import { useState } from "react";
import { Problem } from "../../api/client";
import type { Titles, Value } from "../../api/contract";
import { requestName, useStep, useSuggestions, type MatterRecord, type Offer } from "../../api/matters";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { FieldInput } from "../../ui/FieldInput";

interface Props { matter: MatterRecord; offer: Offer; done: () => void }

/** One step: what it fills in, why where a reason is asked, and one tap. It stays open until the server has agreed. */
export function StepDialog({ matter, offer, done }: Props) {
  const today = useSession().data?.today;
  const [values, setValues] = useState<{ [field: string]: Value }>(() => Object.fromEntries(offer.fields.map((f) => [f.id, matter.values[f.id] ?? (f.required && f.type === "date" ? today ?? null : null)])));
  const [note, setNote] = useState("");
  const [receipt, setReceipt] = useState("");
  const [request] = useState(requestName);
  const step = useStep(matter.matter, matter.id);
  const proposals = useSuggestions(matter.matter, matter.id, offer.step, offer.suggests && offer.may).data ?? [];
  const problem = step.error instanceof Problem ? step.error : undefined;
  const empty = (v: Value | undefined) => v === null || v === undefined || v === "";
  const missing = offer.fields.some((f) => f.required && empty(values[f.id])) || (offer.reason && !note.trim()) || (!offer.may && !receipt.trim());
  const take = () => step.mutate({ step: offer.step, revision: matter.revision, values: shown(offer, values, matter), note: note.trim(), receipt: receipt.trim(), request },
    { onSuccess: () => { announce(t("matter.done", { step: offer.title })); done(); } });
  return (
    <Modal open title={offer.title} okText={offer.title} cancelText={t("common.cancel")} confirmLoading={step.isPending} okButtonProps={{ disabled: missing }} onCancel={done} onOk={take} destroyOnHidden>
      <p className="soft">{t("matter.leads_to", { from: matter.status_title, to: offer.to })}</p>
      {!offer.may && (
        <div className="field">
          <label htmlFor="receipt">{t("matter.receipt")}<span aria-hidden="true" className="needed"> *</span></label>
          <Input id="receipt" value={receipt} maxLength={40} autoComplete="off" onChange={(e) => setReceipt(e.target.value)} />
          <span className="help">{t("matter.receipt.help")}</span>
        </div>
      )}
      {offer.fields.map((f) => (
        <div key={f.id}>
          <FieldInput field={f} value={values[f.id]} titles={{ ...matter.titles, ...named(proposals) }} fault={problem?.fieldMessage(f.id)} change={(value) => setValues({ ...values, [f.id]: value })} />
          <Proposals list={proposals.find((p) => p.field === f.id)?.proposals ?? []} chosen={values[f.id]} choose={(id) => setValues({ ...values, [f.id]: id })} />
        </div>
      ))}
      <div className="field">
        <label htmlFor="note">{t(offer.reason ? "common.reason" : "matter.note")}{offer.reason && <span aria-hidden="true" className="needed"> *</span>}</label>
        <Input.TextArea id="note" autoSize={{ minRows: 2 }} maxLength={2000} value={note} onChange={(e) => setNote(e.target.value)} />
      </div>
      <ActionFault error={step.error} />
    </Modal>
  );
}

/** What is sent: the fields that were filled in or changed. What was empty and stays so isn't touched. */
function shown(offer: Offer, values: { [field: string]: Value }, matter: MatterRecord) {
  return Object.fromEntries(offer.fields.filter((f) => String(values[f.id] ?? "") !== String(matter.values[f.id] ?? "")).map((f) => [f.id, values[f.id] ?? null]));
}

/** What is proposed may be further down the list than what is offered. */
const named = (proposals: { field: string; proposals: { record: number; title: string }[] }[]): Titles =>
  Object.fromEntries(proposals.flatMap((p) => p.proposals.map((one) => [`${p.field}:${one.record}`, one.title])));

function Proposals({ list, chosen, choose }: { list: { record: number; title: string; why: string }[]; chosen: Value | undefined; choose: (id: string) => void }) {
  if (list.length === 0) return null;
  return (
    <ul className="plain proposals" aria-label={t("matter.proposed")}>
      {list.slice(0, 4).map((p) => (
        <li key={p.record}><button type="button" className="link" aria-pressed={String(chosen) === String(p.record)} onClick={() => choose(String(p.record))}>{p.title}</button> <span className="soft small">{p.why}</span></li>
      ))}
    </ul>
  );
}
