import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { Problem } from "../../api/client";
import type { Value } from "../../api/contract";
import { useEditForm, useMatter, type MatterRecord } from "../../api/matters";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { FieldInput } from "../../ui/FieldInput";
import { fieldText } from "../../ui/fieldText";

/** What the record says. Fields that nobody has filled in yet are left out. */
export function Facts({ matter }: { matter: MatterRecord }) {
  const [editing, setEditing] = useState(false);
  return (
    <section className="card">
      <div className="row spread"><h2>{t("matter.facts")}</h2>{matter.may_edit && !editing && <Button size="small" className="no-print" onClick={() => setEditing(true)}>{t("common.edit")}</Button>}</div>
      {editing ? <Editing matter={matter} done={() => setEditing(false)} /> : <Listed matter={matter} />}
    </section>
  );
}

function Listed({ matter }: { matter: MatterRecord }) {
  const facts = matter.fields.map((f) => ({ id: f.id, title: f.title, text: fieldText(f, matter.values[f.id], "yuan", matter.titles) })).filter((f) => f.text !== "");
  return (
    <dl className="facts">
      {facts.map((f) => <div key={f.id}><dt className="soft">{f.title}</dt><dd className="words">{f.text}</dd></div>)}
      {matter.fields.some((f) => f.sensitive && matter.values[f.id]) && <div className="no-print"><dt /><dd><Link to="/registers/$register" params={{ register: matter.register }} search={{ record: matter.id }} className="small">{t("matter.secrets")}</Link></dd></div>}
      {matter.filled_by && <div><dt className="soft">{t("matter.filled_by")}</dt><dd>{matter.filled_by}</dd></div>}
    </dl>
  );
}

function Editing({ matter, done }: { matter: MatterRecord; done: () => void }) {
  const form = useMatter(matter.matter).data?.form ?? [];
  const [values, setValues] = useState<{ [field: string]: Value }>(matter.values);
  const edit = useEditForm(matter.register, matter.id);
  const problem = edit.error instanceof Problem ? edit.error : undefined;
  const save = () => edit.mutate({ revision: matter.revision, values: Object.fromEntries(form.map((f) => [f.id, values[f.id] ?? null])) }, { onSuccess: done });
  return (
    <form onSubmit={(e) => { e.preventDefault(); save(); }}>
      {form.map((f) => <FieldInput key={f.id} field={f} value={values[f.id]} titles={matter.titles} fault={problem?.fieldMessage(f.id)} change={(value) => setValues({ ...values, [f.id]: value })} />)}
      <ActionFault error={edit.error} />
      <div className="row"><Button type="primary" htmlType="submit" loading={edit.isPending}>{t("common.save")}</Button><Button onClick={done}>{t("common.cancel")}</Button></div>
    </form>
  );
}
