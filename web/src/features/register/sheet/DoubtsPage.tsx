import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../../api/client";
import type { RegisterView, Suspect } from "../../../api/contract";
import { usePack } from "../../../api/pack";
import { marks, t } from "../../../app/language";
import { EmptyState } from "../../../ui/EmptyState";
import { fieldText } from "../../../ui/fieldText";
import { time } from "../../../ui/format";
import { Mark } from "../../../ui/Mark";
import { useMoneyUnit } from "../../../ui/moneyUnit";
import { PageFrame } from "../../../ui/PageFrame";
import { QueryView } from "../../../ui/QueryView";
import { ReasonDialog } from "../../../ui/ReasonDialog";
import { useRecordAction } from "../queries";
import { useDoubts } from "./queries";

const route = getRouteApi("/inside/registers/$register/doubts");

/** What looks repeated or moved, group by group, and what was found about it. */
export function DoubtsPage() {
  const id = route.useParams().register;
  const register = usePack().data?.registers.find((r) => r.id === id);
  const query = useDoubts(id);
  const open = query.data?.filter((s) => !s.reason).length ?? 0;
  return (
    <PageFrame title={t("doubts.title", { register: register?.title ?? "" })} lead={<>{t("doubts.lead")} {open > 0 && <Mark kind="missing">{t("doubts.open", { n: open })}</Mark>}</>}
      crumb={<Link to="/registers/$register" params={{ register: id }}>{register?.title ?? t("nav.registers")}</Link>}>
      <QueryView query={query} isEmpty={(all) => all.length === 0} empty={<EmptyState title={t("doubts.none")} />}>
        {(all) => register && [...all].sort((a, b) => Number(Boolean(a.reason)) - Number(Boolean(b.reason))).map((one) => <Group key={one.key} register={register} one={one} />)}
      </QueryView>
    </PageFrame>
  );
}

function Group({ register, one }: { register: RegisterView; one: Suspect }) {
  const unit = useMoneyUnit();
  const [asking, setAsking] = useState(false);
  const settle = useRecordAction(register.id, (reason: string) => reply(api.POST("/api/registers/{register}/doubts/{key}", { params: { path: { register: register.id, key: one.key } }, body: { reason } })));
  const fields = register.fields.filter((f) => f.required || one.same.includes(f.id)).slice(0, 6);
  const sameTitles = register.fields.filter((f) => one.same.includes(f.id)).map((f) => f.title).join(marks().comma);
  return (
    <section className="card">
      <div className="row spread"><h2>{one.title}</h2>{one.may_settle && !one.reason && <Button onClick={() => setAsking(true)}>{t("doubts.settle")}</Button>}</div>
      <p className="soft small">{t("doubts.same", { fields: sameTitles })}</p>
      <div className="scroll" tabIndex={0}>
        <table className="sheet">
          <thead><tr><th>{t("register.owner")}</th>{fields.map((f) => <th key={f.id}>{f.title}</th>)}</tr></thead>
          <tbody>
            {one.records.map((r) => (
              <tr key={r.id}><th scope="row"><Link to="/registers/$register" params={{ register: register.id }} search={{ record: r.id }} preload={false}>{r.town_title} {r.unit_title}</Link></th>{fields.map((f) => <td key={f.id} className={f.type === "money" ? "right" : undefined}>{fieldText(f, r.values[f.id], unit, r.titles)}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
      {one.reason && <p className="small"><Mark kind="good">{t("doubts.settled", { who: one.settled_by ?? "", time: time(one.settled_at ?? ""), reason: one.reason })}</Mark></p>}
      {asking && <ReasonDialog title={t("doubts.settle")} error={settle.error} busy={settle.isPending} onCancel={() => setAsking(false)} onReason={(reason) => settle.mutate(reason, { onSuccess: () => setAsking(false) })} />}
    </section>
  );
}
