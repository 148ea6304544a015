import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import type { Coverage } from "../../../api/contract";
import { t } from "../../../app/language";
import { EmptyState } from "../../../ui/EmptyState";
import { date, period as periodWords } from "../../../ui/format";
import { PageFrame } from "../../../ui/PageFrame";
import { QueryView } from "../../../ui/QueryView";
import { shifted } from "./periods";
import { useCoverage } from "./queries";
import "./sheet.css";

const route = getRouteApi("/inside/registers/$register/coverage");
const signs = { missing: "·", late: "!", draft: "…", filled: "○", returned: "↩", checked: "✓", future: "" } as const;

/** Who has handed in what: a row a unit, a column a period, so that nobody has to call around. */
export function CoveragePage() {
  const { register } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const year = search.year ?? search.period?.slice(0, 4);
  const query = useCoverage(register, year);
  const go = (by: number) => void navigate({ search: { year: shifted(query.data?.year ?? year ?? "", by) } });
  return (
    <PageFrame title={query.data ? t("coverage.title", { register: query.data.title }) : t("register.coverage")} lead={query.data && words(query.data)}
      crumb={<Link to="/registers/$register" params={{ register }}>{query.data?.title ?? t("nav.registers")}</Link>}
      actions={<><Button aria-label={t("period.before")} onClick={() => go(-1)}>‹</Button><strong className="tabular">{query.data?.year}</strong><Button aria-label={t("period.after")} onClick={() => go(1)}>›</Button><Button onClick={() => window.print()}>{t("common.print")}</Button></>}>
      <QueryView query={query} isEmpty={(c) => c.rows.length === 0} empty={<EmptyState title={t("coverage.empty")} />}>
        {(coverage) => <Table coverage={coverage} period={search.period} />}
      </QueryView>
    </PageFrame>
  );
}

const words = (c: Coverage): string => (c.owed === 0 ? t("coverage.none") : t("coverage.owed", { n: c.owed }));

function Table({ coverage, period }: { coverage: Coverage; period?: string }) {
  const asked = useRef<HTMLTableCellElement>(null);
  useEffect(() => asked.current?.scrollIntoView({ inline: "center", block: "nearest" }), [period, coverage.year]);
  return (
    <section className="card">
      <p className="row small legend">{(["late", "missing", "draft", "filled", "returned", "checked"] as const).map((state) => <span key={state}><i className={`slot slot-${state}`} aria-hidden="true">{signs[state]}</i> {t(`slot.${state}`)}</span>)}</p>
      <div className="scroll" tabIndex={0}>
        <table className="sheet cells">
          <thead><tr><th>{t("register.owner")}</th>{coverage.periods.map((p) => <th key={p.id} ref={p.id === period ? asked : undefined} className={p.id === period ? "asked" : undefined} title={p.due && t("coverage.due", { date: date(p.due) })}>{short(p.id)}</th>)}</tr></thead>
          <tbody>
            {coverage.rows.map((row, i) => (
              <tr key={row.unit_id} className={row.town !== coverage.rows[i - 1]?.town && i > 0 ? "town-begins" : undefined}>
                <th scope="row"><Link to="/registers/$register" params={{ register: coverage.register }} search={{ unit: row.unit_id }} preload={false}>{row.title}</Link> <span className="soft small">{row.town}</span></th>
                {row.slots.map((slot, j) => {
                  const name = `${row.title} ${coverage.periods[j]?.title} ${t(`slot.${slot.state}`)}${slot.count ? ` ${t("coverage.count", { n: slot.count })}` : ""}`;
                  return <td key={j}><span className={`slot slot-${slot.state}`} title={name} aria-label={name} role="img">{signs[slot.state]}</span></td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A column's heading beside the year that stands above. */
const short = (id: string): string => (/^\d{4}-\d{2}$/.test(id) ? t("period.month", { n: Number(id.slice(5)) }) : periodWords(id).replace(/^\d{4}年/, "") || periodWords(id));
