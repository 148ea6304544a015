import { Button, Popconfirm, Select } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { GrantRow } from "../../api/contract";
import { usePack } from "../../api/pack";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { ActionFault } from "../../ui/ErrorState";
import { date } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { Paged } from "../../ui/Paged";
import { QueryView } from "../../ui/QueryView";
import { UnitSelect } from "../../ui/UnitSelect";
import { holds } from "./administers";
import { useAccounts, useGrants, useSystemAction } from "./queries";

const administrators = ["system_admin", "security_admin", "audit_admin"] as const;

/** A role given at a unit holds for all below it, and for nothing beside it. */
export function Grants() {
  const grants = useGrants();
  const may = holds(useSession().data, "security_admin");
  return (
    <>
      {may && <GrantForm />}
      <section className="card">
        <QueryView query={grants} isEmpty={(all) => all.length === 0} empty={<EmptyState title={t("grant.none")} />}>
          {(all) => (
            <Paged items={all}>{(items) => (
            <div className="scroll" tabIndex={0}>
              <table className="sheet">
                <thead><tr><th>{t("account.title")}</th><th>{t("grant.role")}</th><th>{t("grant.unit")}</th><th className="wide">{t("grant.given")}</th><th /></tr></thead>
                <tbody>{items.map((g) => <Row key={g.id} grant={g} may={may} />)}</tbody>
              </table>
            </div>
            )}</Paged>
          )}
        </QueryView>
      </section>
    </>
  );
}

function Row({ grant, may }: { grant: GrantRow; may: boolean }) {
  const params = { path: { id: grant.id } };
  const revoke = useSystemAction(() => reply(api.DELETE("/api/grants/{id}", { params })));
  const confirm = useSystemAction(() => reply(api.POST("/api/grants/{id}/confirm", { params })));
  return (
    <tr>
      <td>{grant.account_title} <span className="soft">{grant.login}</span></td><td>{grant.role_title} {grant.pending && <Mark kind="unconfirmed">{t("grant.pending")}</Mark>}</td><td>{grant.unit_title}</td><td className="wide soft">{date(grant.granted_at)} {grant.granted_by}</td>
      <td className="right">
        {may && grant.pending && <Button size="small" type="primary" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>{t("common.confirm")}</Button>}
        {may && <Popconfirm title={t("grant.revoke.ask")} okText={t("common.confirm")} cancelText={t("common.cancel")} onConfirm={() => revoke.mutate(undefined)}><Button size="small" loading={revoke.isPending}>{t("grant.revoke")}</Button></Popconfirm>}
        <ActionFault error={revoke.error ?? confirm.error} />
      </td>
    </tr>
  );
}

function GrantForm() {
  const accounts = useAccounts().data ?? [];
  const roles = usePack().data?.roles ?? [];
  const [form, setForm] = useState<{ account_id?: number; role?: string; unit_id?: number }>({});
  const give = useSystemAction(() => reply(api.POST("/api/grants", { body: { account_id: form.account_id ?? 0, role: form.role ?? "", unit_id: form.unit_id ?? 0 } })));
  const options = [...roles.map((r) => ({ value: r.id, label: r.title })), ...administrators.map((r) => ({ value: r, label: t(`role.${r}`) }))];
  return (
    <form className="card" onSubmit={(e) => { e.preventDefault(); give.mutate(undefined, { onSuccess: () => setForm({}) }); }}>
      <div className="row">
        <Select aria-label={t("account.title")} placeholder={t("account.title")} showSearch={{ optionFilterProp: "label" }} value={form.account_id} onChange={(account_id?: number) => setForm({ ...form, account_id })} options={accounts.map((a) => ({ value: a.id, label: `${a.title} ${a.login}` }))} style={{ minWidth: 220 }} />
        <Select aria-label={t("grant.role")} placeholder={t("grant.role")} showSearch={{ optionFilterProp: "label" }} value={form.role} onChange={(role?: string) => setForm({ ...form, role })} options={options} style={{ minWidth: 180 }} />
        <UnitSelect value={form.unit_id} onChange={(unit_id) => setForm({ ...form, unit_id })} />
        <Button type="primary" htmlType="submit" disabled={!form.account_id || !form.role || !form.unit_id} loading={give.isPending}>{t("grant.give")}</Button>
      </div>
      <ActionFault error={give.error} />
    </form>
  );
}
