import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { Problem } from "../../api/client";
import type { Value } from "../../api/contract";
import { requestName, useMatter, useStart, type MatterForm } from "../../api/matters";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { FieldInput } from "../../ui/FieldInput";
import { LinkButton } from "../../ui/LinkButton";
import { PageFrame } from "../../ui/PageFrame";
import { PersonSelect } from "../../ui/PersonSelect";
import { QueryView } from "../../ui/QueryView";
import { UnitSelect } from "../../ui/UnitSelect";
import "./matter.css";

const route = getRouteApi("/inside/matters/$matter/new");

export function StartPage() {
  const found = useMatter(route.useParams().matter);
  return <QueryView query={found}>{(m) => <Form key={m.id} matter={m} />}</QueryView>;
}

function Form({ matter }: { matter: MatterForm }) {
  const grants = useSession().data?.grants ?? [];
  const [unit, setUnit] = useState<number | undefined>(grants.length === 1 && grants[0]?.role.startsWith(matter.owner) ? grants[0].unit_id : undefined);
  const [person, setPerson] = useState<number>();
  const [values, setValues] = useState<{ [field: string]: Value }>({});
  const [forOther, setForOther] = useState(false);
  const [request] = useState(requestName);
  const start = useStart(matter.id);
  const go = useNavigate();
  const problem = start.error instanceof Problem ? start.error : undefined;
  const submit = () => start.mutate({ unit_id: unit, person_id: person, values, for_other: forOther, request }, {
    onSuccess: (begun) => {
      announce(t("common.saved"));
      if (!begun.receipt) void go({ to: "/matters/$matter/$record", params: { matter: matter.id, record: begun.id } });
    },
  });
  if (start.data?.receipt) return <Receipt matter={matter} id={start.data.id} receipt={start.data.receipt} />;
  return (
    <PageFrame title={t("matter.start", { title: matter.title })} lead={matter.note} crumb={<Link to="/matters/$matter" params={{ matter: matter.id }}>{matter.title}</Link>}>
      <form className="card narrow-form" onSubmit={(e) => { e.preventDefault(); submit(); }}>
        <div className="field">
          <label htmlFor="owner">{t(matter.owner === "person" ? "register.person" : "register.owner")}<span aria-hidden="true" className="needed"> *</span></label>
          {matter.owner === "person" ? <PersonSelect id="owner" value={person} onChange={setPerson} /> : <UnitSelect id="owner" kind={matter.owner} value={unit} onChange={setUnit} />}
        </div>
        {matter.form.map((f) => <FieldInput key={f.id} field={f} value={values[f.id]} fault={problem?.fieldMessage(f.id)} change={(value) => setValues({ ...values, [f.id]: value })} />)}
        {matter.public && <div className="field"><Checkbox checked={forOther} onChange={(e) => setForOther(e.target.checked)}>{t("matter.for_other")}</Checkbox><span className="help">{t("matter.for_other.help")}</span></div>}
        <ActionFault error={start.error} />
        <div className="row"><Button type="primary" htmlType="submit" loading={start.isPending}>{t("matter.submit")}</Button><LinkButton to="/matters/$matter" params={{ matter: matter.id }}>{t("common.cancel")}</LinkButton></div>
      </form>
    </PageFrame>
  );
}

/** Shown once: whoever asked follows and closes their matter by it. */
function Receipt({ matter, id, receipt }: { matter: MatterForm; id: number; receipt: string }) {
  return (
    <PageFrame title={matter.title}>
      <div className="card narrow-form" role="status">
        <p>{t("matter.receipt.lead")}</p>
        <p className="receipt">{receipt.match(/.{1,4}/g)?.join("-")}</p>
        <p className="soft small">{t("matter.receipt.note")}</p>
        <LinkButton primary to="/matters/$matter/$record" params={{ matter: matter.id, record: id }}>{t("matter.receipt.noted")}</LinkButton>
      </div>
    </PageFrame>
  );
}
