import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { date } from "../../ui/format";
import { QueryView } from "../../ui/QueryView";
import { UnitSelect } from "../../ui/UnitSelect";

/** Whoever declares a conflict is no longer given that unit's entries to judge. */
export function Conflicts() {
  const queries = useQueryClient();
  const conflicts = useQuery({ queryKey: ["conflicts"], queryFn: () => reply(api.GET("/api/conflicts")).then((r) => r.items) });
  const [form, setForm] = useState<{ unit_id?: number; reason: string }>({ reason: "" });
  const again = () => Promise.all([["conflicts"], ["rounds"], ["tasks"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const declare = useMutation({ mutationFn: () => reply(api.POST("/api/conflicts", { body: { unit_id: form.unit_id ?? 0, reason: form.reason.trim() } })), onSuccess: () => { setForm({ reason: "" }); return again(); } });
  const withdraw = useMutation({ mutationFn: (id: number) => reply(api.DELETE("/api/conflicts/{id}", { params: { path: { id } } })), onSuccess: again });
  return (
    <section className="card">
      <h2>{t("conflict.title")}</h2>
      <QueryView query={conflicts} rows={2} isEmpty={(items) => items.length === 0} empty={<p className="soft">{t("conflict.none")}</p>}>
        {(items) => <ul className="plain stack">{items.map((c) => <li key={c.id}>{c.unit_title} · {c.reason} <span className="soft small">{date(c.declared_at)}</span> <button type="button" className="link small" onClick={() => withdraw.mutate(c.id)}>{t("conflict.withdraw")}</button></li>)}</ul>}
      </QueryView>
      <form className="row declare" onSubmit={(e) => { e.preventDefault(); declare.mutate(); }}>
        <UnitSelect value={form.unit_id} onChange={(unit_id) => setForm({ ...form, unit_id })} />
        <Input className="grow" aria-label={t("common.reason")} placeholder={t("conflict.reason")} maxLength={200} value={form.reason} onChange={(e) => setForm({ ...form, reason: e.target.value })} style={{ width: 260 }} />
        <Button htmlType="submit" disabled={!form.unit_id || !form.reason.trim()} loading={declare.isPending}>{t("conflict.declare")}</Button>
      </form>
      <ActionFault error={declare.error ?? withdraw.error} />
    </section>
  );
}
