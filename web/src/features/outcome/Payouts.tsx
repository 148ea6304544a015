import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Checkbox, Input, Pagination, Select } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { PayoutPage } from "../../api/contract";
import { aside, inLanguage, t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { money, period } from "../../ui/format";
import { AnchorButton } from "../../ui/LinkButton";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";
import { PayoutActions } from "./PayoutActions";

const route = getRouteApi("/inside/outcome");
const states = ["due", "approved", "paid", "stopped"] as const;

export function Payouts() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<number[]>([]);
  const state = states.find((s) => s === search.state);
  const query = { state, q: search.q, page: search.page ?? 1 };
  const payouts = useQuery({ queryKey: ["outcome", "payouts", query], queryFn: () => reply(api.GET("/api/payouts", { params: { query } })), placeholderData: (old) => old });
  const look = (change: Partial<typeof search>) => { setChosen([]); void navigate({ search: (old) => ({ ...old, tab: "payouts", page: undefined, ...change }), replace: true }); };
  const address = new URLSearchParams(Object.entries({ state: state ?? "", q: search.q ?? "" }).filter(([, v]) => v)).toString();
  return (
    <section className="card">
      <div className="row spread no-print">
        <div className="row">
          <Select aria-label={t("outcome.state")} value={state ?? ""} onChange={(value: string) => look({ state: value || undefined })} options={[{ value: "", label: t("common.all") }, ...states.map((s) => ({ value: s, label: t(`payout.${s}`) }))]} style={{ width: 120 }} />
          <Input.Search allowClear defaultValue={search.q} placeholder={t("outcome.payee")} aria-label={t("common.search")} onSearch={(q) => look({ q: q || undefined })} style={{ width: 200 }} />
        </div>
        <span className="row">{payouts.data && <PayoutActions page={payouts.data} chosen={chosen} done={() => setChosen([])} />}<AnchorButton href={inLanguage(`/api/payouts/export.xlsx?${address}`)} download>{t("common.export")}</AnchorButton></span>
      </div>
      <QueryView query={payouts} isEmpty={(p) => p.items.length === 0} empty={<EmptyState title={t("payout.empty")} />}>
        {(page) => (
          <>
            <Table page={page} chosen={chosen} choose={setChosen} />
            <div className="row spread"><strong className="tabular">{t("payout.sum", { n: page.total, sum: money(page.sum) })}</strong><Pagination simple current={query.page} pageSize={50} total={page.total} onChange={(p) => look({ page: p })} hideOnSinglePage /></div>
          </>
        )}
      </QueryView>
    </section>
  );
}

function Table({ page, chosen, choose }: { page: PayoutPage; chosen: number[]; choose: (ids: number[]) => void }) {
  const open = page.items.filter((p) => p.payable && ((p.state === "due" && page.may_approve) || (p.state === "approved" && page.may_pay))).map((p) => p.id);
  return (
    <div className="scroll" role="group" tabIndex={0} aria-label={t("outcome.payouts")}>
      <table className="sheet">
        <thead><tr><th className="no-print"><Checkbox aria-label={t("common.all")} disabled={open.length === 0} checked={open.length > 0 && open.every((id) => chosen.includes(id))} onChange={(e) => choose(e.target.checked ? open : [])} /></th><th>{t("outcome.payee")}</th><th>{t("outcome.award")}</th><th>{t("payout.month")}</th><th className="right">{t("outcome.amount")}{aside(t("common.yuan"))}</th><th>{t("outcome.state")}</th><th className="wide">{t("payout.voucher")}</th></tr></thead>
        <tbody>
          {page.items.map((p) => (
            <tr key={p.id}>
              <td className="no-print"><Checkbox aria-label={p.payee} disabled={!open.includes(p.id)} checked={chosen.includes(p.id)} onChange={(e) => choose(e.target.checked ? [...chosen, p.id] : chosen.filter((c) => c !== p.id))} /></td>
              <td>{p.payee}</td><td className="nowrap">{p.award}</td><td className="nowrap">{p.month ? period(p.month) : "—"}</td><td className="right">{money(p.amount)}</td>
              <td><Mark kind={p.state === "paid" ? "good" : p.state === "stopped" ? "veto" : "plain"} title={p.stopped_why}>{t(p.state === "due" && !p.payable ? "payout.later" : `payout.${p.state}`)}</Mark></td>
              <td className="wide soft">{[p.voucher, p.paid_on && period(p.paid_on)].filter(Boolean).join(" · ") || p.stopped_why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
