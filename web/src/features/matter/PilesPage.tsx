import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import { useMatter, usePiles, type Piles } from "../../api/matters";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { shade } from "./words";
import "./matter.css";

const route = getRouteApi("/inside/matters/$matter/piles");
const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Where matters pile up: by kind and month, by kind and town. Darker is more, and every cell says its number. */
export function PilesPage() {
  const { matter } = route.useParams();
  const search = route.useSearch();
  const thisYear = Number((useSession().data?.today ?? "2022").slice(0, 4));
  const year = search.year ?? thisYear;
  const about = useMatter(matter).data;
  const piles = usePiles(matter, search.by, year);
  const go = useNavigate();
  const turn = (part: { by?: string; year?: number }) => void go({ to: "/matters/$matter/piles", params: { matter }, search: { ...search, ...part } });
  return (
    <PageFrame title={`${about?.title ?? ""} · ${t("matter.piles")}`} lead={piles.data && sentence(piles.data)} crumb={<Link to="/matters/$matter" params={{ matter }}>{about?.title}</Link>}
      actions={<>
        <Select aria-label={t("matter.piles.by")} value={search.by ?? piles.data?.by} onChange={(by: string) => turn({ by })} options={about?.grouped_by.map((f) => ({ value: f.id, label: f.title }))} popupMatchSelectWidth={false} />
        <Select aria-label={t("matter.piles.year")} value={year} onChange={(next: number) => turn({ year: next })} options={[0, 1, 2].map((n) => ({ value: thisYear - n, label: thisYear - n }))} />
      </>}>
      <QueryView query={piles} isEmpty={(p) => p.groups.length === 0} empty={<EmptyState title={t("matter.piles.none")} />}>
        {(p) => (
          <>
            {p.counts.some((c) => c.month > 0) && <Heat title={t("matter.piles.months")} piles={p} columns={months.map((m) => ({ id: String(m), title: t("matter.month", { n: m }) }))} of={(c) => String(c.month)} />}
            <Heat title={t("matter.piles.towns")} piles={p} columns={p.towns} of={(c) => String(c.town)} />
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}

function Heat({ title, piles, columns, of }: { title: string; piles: Piles; columns: { id: string; title: string }[]; of: (c: Piles["counts"][number]) => string }) {
  const sum = (group: string | undefined, column: string) => piles.counts.filter((c) => (group === undefined || c.group === group) && of(c) === column).reduce((n, c) => n + c.count, 0);
  const most = Math.max(0, ...piles.groups.flatMap((g) => columns.map((c) => sum(g.id, c.id))));
  return (
    <section className="card">
      <h2>{title}</h2>
      <div className="scroll" tabIndex={0}>
        <table className="heat">
          <thead><tr><th scope="col"><span className="sr">{title}</span></th>{columns.map((c) => <th key={c.id} scope="col">{c.title}</th>)}<th scope="col">{t("matter.piles.sum")}</th></tr></thead>
          <tbody>
            {piles.groups.map((g) => (
              <tr key={g.id}><th scope="row">{g.title || t("matter.piles.other")}</th>{columns.map((c) => { const n = sum(g.id, c.id); return <td key={c.id} className={`heat-${shade(n, most)}`}>{n || "·"}</td>; })}<td className="strong">{g.total}</td></tr>
            ))}
          </tbody>
          <tfoot><tr><th scope="row">{t("matter.piles.sum")}</th>{columns.map((c) => <td key={c.id}>{sum(undefined, c.id) || "·"}</td>)}<td className="strong">{piles.groups.reduce((n, g) => n + g.total, 0)}</td></tr></tfoot>
        </table>
      </div>
    </section>
  );
}

/** What the map shows, in a sentence: the kind that is asked for most, and how much is still open. */
function sentence(p: Piles): string {
  const total = p.groups.reduce((n, g) => n + g.total, 0);
  const open = p.counts.reduce((n, c) => n + c.open, 0);
  const first = p.groups[0];
  return first ? t("matter.piles.says", { total, open, title: first.title || t("matter.piles.other"), n: first.total }) : "";
}
