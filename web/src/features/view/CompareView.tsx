import { Button, Select } from "antd";
import { useState } from "react";
import type { Compared, RegisterView, ViewDeclared } from "../../api/contract";
import { t } from "../../app/language";
import { figure, money, period as periodWords, share } from "../../ui/format";
import { useMoneyUnit } from "../../ui/moneyUnit";
import { QueryView } from "../../ui/QueryView";
import { growth } from "./lines";
import { useCompared } from "./queries";

interface Props { register: RegisterView; view: ViewDeclared; search: { unit?: number; year?: string }; turn: (change: { unit?: number; year?: string }) => void }

/** One measure at a time, never mixed: the year against the year before, by period and by unit. */
export function CompareView({ register, view, search, turn }: Props) {
  const query = useCompared(register.id, view.id, search.year, search.unit);
  const [at, setAt] = useState(0);
  return (
    <QueryView query={query} isEmpty={() => false} empty={null}>
      {(c) => (
        <>
          <div className="row no-print compare-head">
            <Select aria-label={t("view.measure")} value={at} onChange={setAt} options={c.measures.map((m, i) => ({ value: i, label: m.title }))} popupMatchSelectWidth={false} />
            <Button aria-label={t("period.before")} onClick={() => turn({ year: String(Number(c.year) - 1) })}>‹</Button><strong className="tabular">{c.year}</strong><Button aria-label={t("period.after")} onClick={() => turn({ year: String(Number(c.year) + 1) })}>›</Button>
            <strong>{c.unit.title}</strong>
            {c.parent && <Button type="link" onClick={() => turn({ unit: c.parent })}>{t("view.up")}</Button>}
          </div>
          <Whole c={c} />
          {c.periods.length > 1 && <Periods c={c} at={at} />}
          {c.rows.length > 0 && <Units c={c} at={at} open={(unit) => turn({ unit })} />}
        </>
      )}
    </QueryView>
  );
}

function useShown(c: Compared): (at: number, value: string | null | undefined) => string {
  const unit = useMoneyUnit();
  return (at, value) => {
    if (value === null || value === undefined) return t("view.missing");
    const m = c.measures[at];
    return m?.unit === "元" || m?.unit === "yuan" ? money(value, unit) : m?.unit === "%" ? share(value) : figure(value) + (m?.unit ?? "");
  };
}

const years = (c: Compared) => [c.year, String(Number(c.year) - 1)];

function Whole({ c }: { c: Compared }) {
  const shown = useShown(c);
  return (
    <section className="card">
      <div className="scroll" tabIndex={0}>
        <table className="sheet">
          <thead><tr><th>{t("view.measure")}</th>{years(c).map((y) => <th key={y} className="right">{periodWords(y)}</th>)}<th className="right">{t("view.change")}</th></tr></thead>
          <tbody>{c.measures.map((m, i) => <tr key={m.id}><th scope="row">{m.title}</th><td className="right tabular">{shown(i, c.unit.now[i])}</td><td className="right tabular">{shown(i, c.unit.before[i])}</td><td className="right tabular">{growth(c.unit.now[i] ?? null, c.unit.before[i] ?? null) ?? "—"}</td></tr>)}</tbody>
        </table>
      </div>
      <p className="soft small">{t("view.compare.note")}</p>
    </section>
  );
}

function Periods({ c, at }: { c: Compared; at: number }) {
  const shown = useShown(c);
  const most = Math.max(1, ...c.periods.flatMap((p) => [p.now[at], p.before[at]].map((v) => Math.abs(Number(v ?? 0)))));
  const bar = (value: string | null | undefined, kind: string) => <i className={`compare-bar ${kind}`} style={{ width: `${(Math.abs(Number(value ?? 0)) / most) * 100}%` }} aria-hidden="true" />;
  return (
    <section className="card">
      <h2>{c.measures[at]?.title} <span className="soft small">{t("view.by.period")}</span></h2>
      <div className="scroll" tabIndex={0}>
        <table className="sheet compare">
          <thead><tr><th>{t("view.period")}</th><th className="bars"><span className="sr">{t("view.change")}</span></th>{years(c).map((y) => <th key={y} className="right">{y}</th>)}</tr></thead>
          <tbody>{c.periods.map((p) => <tr key={p.period}><th scope="row">{periodWords(p.period).replace(/^\d{4}年/, "")}</th><td className="bars">{bar(p.now[at], "now")}{bar(p.before[at], "before")}</td><td className="right tabular">{shown(at, p.now[at])}</td><td className="right tabular soft">{shown(at, p.before[at])}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}

function Units({ c, at, open }: { c: Compared; at: number; open: (unit: number) => void }) {
  const shown = useShown(c);
  return (
    <section className="card">
      <h2>{c.measures[at]?.title} <span className="soft small">{t("view.by.unit")}</span></h2>
      <div className="scroll" tabIndex={0}>
        <table className="sheet">
          <thead><tr><th>{t("register.owner")}</th>{years(c).map((y) => <th key={y} className="right">{y}</th>)}<th className="right">{t("view.change")}</th></tr></thead>
          <tbody>{c.rows.map((u) => <tr key={u.unit_id}><th scope="row"><Button type="link" size="small" onClick={() => open(u.unit_id)}>{u.title}</Button></th><td className="right tabular">{shown(at, u.now[at])}</td><td className="right tabular soft">{shown(at, u.before[at])}</td><td className="right tabular">{growth(u.now[at] ?? null, u.before[at] ?? null) ?? "—"}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}
