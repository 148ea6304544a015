import { Button } from "antd";
import { useState } from "react";
import { Problem } from "../../api/client";
import type { Titles, Value } from "../../api/contract";
import { useAddChild, useNewChild, type Child, type MatterRecord } from "../../api/matters";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { FieldInput } from "../../ui/FieldInput";
import { fieldText } from "../../ui/fieldText";
import { QueryView } from "../../ui/QueryView";

/** What goes with a matter: visits, quarterly progress, what came back. */
export function Children({ matter, child }: { matter: MatterRecord; child: Child }) {
  const [adding, setAdding] = useState(false);
  return (
    <section className="card">
      <div className="row spread"><h2>{child.register.title} <span className="tabular soft">{child.records.length}</span></h2>{child.register.may_fill && !adding && <Button className="no-print" size="small" onClick={() => setAdding(true)}>{t("matter.add")}</Button>}</div>
      {adding && <ChildForm matter={matter} child={child} done={() => setAdding(false)} />}
      {child.records.length === 0 && !adding && <p className="soft">{t("matter.child.none")}</p>}
      <ul className="plain stack">
        {child.records.map((r) => (
          <li key={r.id} className="child">
            <dl className="facts">
              {child.register.fields.filter((f) => f.id !== child.field).map((f) => ({ f, text: fieldText(f, r.values[f.id], "yuan", r.titles) })).filter(({ text }) => text !== "")
                .map(({ f, text }) => <div key={f.id}><dt className="soft">{f.title}</dt><dd className="words">{text}</dd></div>)}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChildForm({ matter, child, done }: { matter: MatterRecord; child: Child; done: () => void }) {
  const begins = useNewChild(matter.matter, matter.id, child.register.id);
  return <QueryView query={begins} rows={3}>{(b) => <Filling child={child} unit={b.unit_id} begins={b.values} titles={b.titles} done={done} />}</QueryView>;
}

/** Begins with what is known: the matter, the date or period, and what the last one said. */
function Filling({ child, unit, begins, titles, done }: { child: Child; unit: number; begins: { [field: string]: Value }; titles: Titles; done: () => void }) {
  const [values, setValues] = useState(begins);
  const add = useAddChild(child.register.id);
  const problem = add.error instanceof Problem ? add.error : undefined;
  return (
    <form className="filling" onSubmit={(e) => { e.preventDefault(); add.mutate({ unit_id: unit, values }, { onSuccess: done }); }}>
      {child.register.fields.filter((f) => f.id !== child.field && f.type !== "formula").map((f) => <FieldInput key={f.id} field={f} value={values[f.id]} titles={titles} fault={problem?.fieldMessage(f.id)} change={(value) => setValues({ ...values, [f.id]: value })} />)}
      <ActionFault error={add.error} />
      <div className="row"><Button type="primary" htmlType="submit" loading={add.isPending}>{t("common.save")}</Button><Button onClick={done}>{t("common.cancel")}</Button></div>
    </form>
  );
}
