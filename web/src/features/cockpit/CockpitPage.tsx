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
import { Attention } from "./Attention";
import { ChapterRounds } from "./ChapterRounds";
import "./cockpit.css";
import { TargetBar } from "./TargetBar";
import { TownGrid } from "./TownGrid";

const route = getRouteApi("/inside/cockpit");

export function CockpitPage() {
  const { q: period, measure } = route.useSearch();
  const navigate = route.useNavigate();
  const cockpit = useQuery({ queryKey: ["cockpit", period, measure], queryFn: () => reply(api.GET("/api/cockpit", { params: { query: { period, measure } } })), placeholderData: (old) => old });
  const pick = (next: string) => void navigate({ search: (old) => ({ ...old, measure: next }), replace: true, resetScroll: false });
  return (
    <div className="cockpit">
      <PageFrame title={t("nav.cockpit")} lead={cockpit.data ? `${showPeriod(cockpit.data.period)} · ${t("cockpit.lead")}` : t("cockpit.lead")} actions={<Button onClick={() => window.print()}>{t("common.print")}</Button>}>
        <QueryView query={cockpit} isEmpty={(c) => c.chapters.length === 0} empty={<EmptyState title={t("cockpit.empty")} />}>
          {(c) => (
            <>
              <div className="chapters">{c.chapters.map((chapter) => <Chapter key={chapter.id} chapter={chapter} />)}</div>
              <div className="lower">{c.grid && <TownGrid grid={c.grid} measures={c.measures} pick={pick} />}<Attention cockpit={c} /></div>
            </>
          )}
        </QueryView>
      </PageFrame>
    </div>
  );
}

function Chapter({ chapter }: { chapter: Cockpit["chapters"][number] }) {
  return (
    <section className="card">
      <h2>{chapter.title}</h2>
      {chapter.targets.length === 0 && <ChapterRounds chapter={chapter.id} />}
      {chapter.targets.map((target) => <TargetBar key={target.id} target={target} />)}
    </section>
  );
}
