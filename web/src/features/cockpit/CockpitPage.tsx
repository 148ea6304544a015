import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Button } from "antd";
import { api, reply } from "../../api/client";
import type { Cockpit } from "../../api/contract";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { period as showPeriod } from "../../ui/format";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import "./cockpit.css";
import { TargetBar } from "./TargetBar";
import { TownGrid } from "./TownGrid";

const route = getRouteApi("/inside/cockpit");

export function CockpitPage() {
  const period = route.useSearch().q;
  const cockpit = useQuery({ queryKey: ["cockpit", period], queryFn: () => reply(api.GET("/api/cockpit", { params: { query: { period } } })) });
  return (
    <PageFrame title={t("nav.cockpit")} lead={cockpit.data ? `${showPeriod(cockpit.data.period)} · ${t("cockpit.lead")}` : t("cockpit.lead")} actions={<Button onClick={() => window.print()}>{t("common.print")}</Button>}>
      <QueryView query={cockpit} isEmpty={(c) => c.chapters.length === 0} empty={<EmptyState title={t("cockpit.empty")} />}>
        {(c) => (
          <>
            <div className="chapters">{c.chapters.map((chapter) => <Chapter key={chapter.id} chapter={chapter} />)}</div>
            <div className="lower">{c.grid && <TownGrid grid={c.grid} />}<Attention items={c.attention} /></div>
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}

function Chapter({ chapter }: { chapter: Cockpit["chapters"][number] }) {
  return (
    <section className="card">
      <h2>{chapter.title}</h2>
      {chapter.targets.length === 0 && <p className="soft small">{t("cockpit.no_targets")}</p>}
      {chapter.targets.map((target) => <TargetBar key={target.id} target={target} />)}
    </section>
  );
}

function Attention({ items }: { items: Cockpit["attention"] }) {
  return (
    <section className="card">
      <h2>{t("cockpit.attention")}</h2>
      {items.length === 0 && <p className="soft">{t("cockpit.attention.none")}</p>}
      <ol>{items.map((item, i) => <li key={i}><strong>{item.title}</strong> {item.detail}{item.call && <div className="soft small">{t("cockpit.call", { who: item.call })}</div>}</li>)}</ol>
    </section>
  );
}
