import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { type TargetDetail, useTarget } from "../../api/cockpit";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { Whom } from "./AttentionCard";
import "./cockpit.css";
import { FigureDrawer, FigureRecords } from "./FigureDrawer";
import { paceMarks } from "./pace";
import { Bullet } from "./TargetBar";
import { TrendView } from "./TrendView";

const route = getRouteApi("/inside/cockpit/targets/$target");

/** One target: where it stands, how it came there, and which towns and villages hold it back. */
export function TargetPage() {
  const { target } = route.useParams();
  const { unit, by } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useTarget(target);
  const go = (next: { unit?: number; by?: string }) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <PageFrame title={query.data?.title ?? ""} lead={query.data?.chapter} crumb={<Link to="/cockpit">{t("nav.cockpit")}</Link>} actions={<Button onClick={() => window.print()}>{t("common.print")}</Button>}>
      <QueryView query={query}>
        {(one) => (
          <>
            <Standing one={one} />
            <section className="card"><h2>{t("cockpit.view.trend")}</h2><TrendView query={{ target, by: by as "month" | undefined }} pick={(next) => go({ by: next })} /></section>
            {one.measure && one.towns.length > 0 ? <Towns one={one} open={(next) => go({ unit: next })} /> : <section className="card"><h2>{t("cockpit.records")}</h2><FigureRecords query={{ target }} /></section>}
            {unit !== undefined && <FigureDrawer title={titleOf(one, unit)} query={{ target, unit_id: unit }} close={() => go({ unit: undefined })} />}
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}

function titleOf(one: TargetDetail, unit: number): string {
  const village = one.towns.flatMap((town) => town.members).find((m) => m.unit_id === unit);
  return [village?.title, one.measure?.title, village?.display].filter(Boolean).join(" · ");
}

function Standing({ one }: { one: TargetDetail }) {
  return (
    <section className="card standing">
      <div className="row spread"><strong className="tabular big">{one.display}</strong><Mark kind={paceMarks[one.pace]}>{t(`pace.${one.pace}`)}</Mark></div>
      <Bullet target={one} />
      <div className="soft">{t("cockpit.goal", { goal: one.goal_display, by: date(one.by) })} · {t("cockpit.expected", { value: one.expected_display })}{one.outlook && ` · ${one.outlook}`}</div>
    </section>
  );
}

/** Town by town, the ones with most to do first: each village with its figure, a door to its records. */
function Towns({ one, open }: { one: TargetDetail; open: (unit: number) => void }) {
  return (
    <section className="card">
      <h2>{t("cockpit.towns", { measure: one.measure?.title ?? "" })}</h2>
      <ul className="plain towns">
        {one.towns.map((town) => (
          <li key={town.unit_id}>
            <div className="row spread"><span><strong>{town.title}</strong> <span className="tabular">{t("cockpit.done", { n: town.done, of: town.members.length })}</span></span>{town.call && <Whom call={town.call} />}</div>
            <div className="row members">{town.members.map((m) => <button key={m.unit_id} type="button" className={m.satisfies ? "member done" : "member"} onClick={() => open(m.unit_id)}>{m.satisfies ? "✓ " : "○ "}{m.title} <span className="tabular">{m.display}</span></button>)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}
