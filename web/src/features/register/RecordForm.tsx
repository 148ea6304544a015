import { Button, Input } from "antd";
import { api, Problem, reply } from "../../api/client";
import type { RecordDetail, RegisterView } from "../../api/contract";
import { useUnits } from "../../api/org";
import { useAccountId, useSession } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { useDraft } from "../../ui/drafts";
import { ActionFault } from "../../ui/ErrorState";
import { FieldInput } from "../../ui/FieldInput";
import { PersonSelect } from "../../ui/PersonSelect";
import { UnitSelect } from "../../ui/UnitSelect";
import { useRecordAction } from "./queries";

interface Props { register: RegisterView; mode: "new" | "edit" | "correct"; record?: RecordDetail; done: () => void }
interface Typed { unit?: number; person?: number; values: RecordDetail["values"]; reason: string }

/** What is typed survives on this device until the server has it. */
export function RecordForm({ register, mode, record, done }: Props) {
  const grants = useSession().data?.grants ?? [];
  const units = useUnits().data ?? [];
  const own = units.find((u) => grants.length === 1 && u.id === grants[0]?.unit_id && u.kind === register.owner)?.id;
  const draft = useDraft<Typed>(`${useAccountId()}.record.${register.id}.${record?.id ?? "new"}`, { unit: record?.unit_id, person: record?.person_id, values: record?.values ?? {}, reason: "" });
  const form = { ...draft.value, unit: draft.value.unit ?? own };
  const fields = register.fields.filter((f) => !f.by_steps);
  const set = (part: Partial<Typed>) => draft.set({ ...form, ...part });
  const save = useRecordAction(register.id, async (asDraft: boolean) => {
    const values = Object.fromEntries(fields.filter((f) => f.type !== "formula" && form.values[f.id] !== undefined).map((f) => [f.id, form.values[f.id] ?? null]));
    const path = { register: register.id, id: record?.id ?? 0 };
    if (mode === "correct") return reply(api.POST("/api/registers/{register}/records/{id}/correct", { params: { path }, body: { revision: record?.revision ?? 0, values, reason: form.reason.trim() } }));
    if (mode === "edit") return reply(api.PUT("/api/registers/{register}/records/{id}", { params: { path }, body: { revision: record?.revision ?? 0, values, draft: asDraft } }));
    return reply(api.POST("/api/registers/{register}/records", { params: { path: { register: register.id } }, body: { unit_id: form.unit, person_id: form.person, values, draft: asDraft } }));
  });
  const submit = (asDraft: boolean) => save.mutate(asDraft, { onSuccess: () => { draft.drop(); announce(t("common.saved")); done(); } });
  const problem = save.error instanceof Problem ? save.error : undefined;
  const missing = fields.some((f) => f.required && f.type !== "formula" && (form.values[f.id] === undefined || form.values[f.id] === null || form.values[f.id] === ""));
  return (
    <form onSubmit={(e) => { e.preventDefault(); submit(false); }}>
      {draft.restored && <p className="notice">{t("register.restored")} <button type="button" className="link" onClick={() => { draft.drop(); done(); }}>{t("register.discard")}</button></p>}
      {mode === "new" && (
        <div className="field">
          <label htmlFor="owner">{t(register.owner === "person" ? "register.person" : "register.owner")}<span aria-hidden="true" className="needed"> *</span></label>
          {register.owner === "person" ? <PersonSelect id="owner" value={form.person} onChange={(person) => set({ person })} /> : <UnitSelect id="owner" kind={register.owner} value={form.unit} onChange={(unit) => set({ unit })} />}
          {problem?.fieldMessage("unit_id") && <span className="fault">{problem.fieldMessage("unit_id")}</span>}
        </div>
      )}
      {fields.map((f) => <FieldInput key={f.id} files={record?.files} field={f} value={form.values[f.id]} titles={record?.titles} fault={problem?.fieldMessage(f.id)} change={(value) => set({ values: { ...form.values, [f.id]: value } })} />)}
      {mode === "correct" && <div className="field"><label htmlFor="correct-reason">{t("register.correct.why")} *</label><Input id="correct-reason" maxLength={500} value={form.reason} onChange={(e) => set({ reason: e.target.value })} /><span className="help">{t("register.correct.help")}</span></div>}
      <ActionFault error={save.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={missing || (mode === "correct" && !form.reason.trim())}>{t("common.save")}</Button>
        {mode !== "correct" && <Button loading={save.isPending} onClick={() => submit(true)}>{t("register.save_draft")}</Button>}
        <Button onClick={done}>{t("common.cancel")}</Button>
      </div>
    </form>
  );
}
