import { Link } from "@tanstack/react-router";
import { useMatters, type Matter } from "../../api/matters";
import { usePack } from "../../api/pack";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import "./matter.css";

export function MattersPage() {
  const matters = useMatters();
  const chapters = usePack().data?.chapters ?? [];
  return (
    <PageFrame title={t("nav.matters")} lead={t("matters.lead")}>
      <QueryView query={matters} isEmpty={(list) => list.length === 0} empty={<EmptyState title={t("matters.empty")}>{t("matters.empty.why")}</EmptyState>}>
        {(list) => [...chapters, { id: "", title: t("registers.others") }].map((c) => <Chapter key={c.id} title={c.title} matters={list.filter((m) => m.chapter === c.id)} />)}
      </QueryView>
    </PageFrame>
  );
}

function Chapter({ title, matters }: { title: string; matters: Matter[] }) {
  if (matters.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="plain matters">{matters.map((m) => <MatterCard key={m.id} matter={m} />)}</ul>
    </section>
  );
}

function MatterCard({ matter }: { matter: Matter }) {
  const open = matter.statuses.filter((s) => !s.final && s.count > 0);
  const over = matter.statuses.filter((s) => s.final).reduce((sum, s) => sum + s.count, 0);
  return (
    <li className="card">
      <Link to="/matters/$matter" params={{ matter: matter.id }} className="strong">{matter.title}</Link>
      <ul className="plain row counts">
        {open.map((s) => <li key={s.id}><Link to="/matters/$matter" params={{ matter: matter.id }} search={{ status: s.id }}>{s.title} <span className="tabular strong">{s.count}</span></Link></li>)}
        <li className="soft">{t("matter.over", { n: over })}</li>
      </ul>
      {matter.note && <span className="soft small">{matter.note}</span>}
    </li>
  );
}
