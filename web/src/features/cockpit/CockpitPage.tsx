import { getRouteApi } from "@tanstack/react-router";
import { Button } from "antd";
import type { CSSProperties } from "react";
import { type Cockpit, useCockpit } from "../../api/cockpit";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date, period as showPeriod } from "../../ui/format";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { AttentionCard } from "./AttentionCard";
import { ChapterRounds } from "./ChapterRounds";
import "./cockpit.css";
import { FigureDrawer } from "./FigureDrawer";
import { LateCard } from "./LateCard";
import { MeasureCard } from "./MeasureCard";
import { TargetBar } from "./TargetBar";

const route = getRouteApi("/inside/cockpit");

/** Where does the county stand? Everything at a glance, each figure a door. */
export function CockpitPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const cockpit = useCockpit(search.q, search.measure);
  const go = (next: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <div className="cockpit">
      <PageFrame title={t("nav.cockpit")} beside={cockpit.data && `${showPeriod(cockpit.data.period)} · ${t("cockpit.until", { date: date(cockpit.data.day) })}`}
        actions={<Button onClick={() => window.print()}>{t("cockpit.print")}</Button>}>
        <QueryView query={cockpit} isEmpty={(c) => c.chapters.length === 0} empty={<EmptyState title={t("cockpit.empty")} />}>
          {(c) => (
            <>
              <div className="chapters" style={widths(c.chapters)}>{c.chapters.map((chapter) => <Chapter key={chapter.id} chapter={chapter} />)}</div>
              <div className="lower">
                <AttentionCard cockpit={c} />
                {c.grid && <MeasureCard cockpit={c} grid={c.grid} view={search.view ?? "grid"} by={search.by} go={go} />}
                <LateCard />
              </div>
              {c.grid && search.unit !== undefined && <FigureDrawer title={titleOf(c, search.unit)} query={{ measure: c.grid.measure, unit_id: search.unit, period: search.q }} close={() => go({ unit: undefined })} />}
            </>
          )}
        </QueryView>
      </PageFrame>
    </div>
  );
}

/** A chapter with more targets is a little wider, so that its titles take fewer lines. */
const widths = (chapters: Cockpit["chapters"]): CSSProperties =>
  ({ "--columns": chapters.map((c) => `minmax(0, ${6 + Math.max(2, Math.min(6, c.targets.length))}fr)`).join(" ") }) as CSSProperties;

/** What a drawer about a unit is called: the unit, the measure, the figure. */
function titleOf({ grid }: Cockpit, unit: number): string {
  const units = grid?.towns.flatMap((town) => [town, ...town.cells]) ?? [];
  const one = units.find((u) => u.unit_id === unit);
  return [one?.title, grid?.title, one?.display].filter(Boolean).join(" · ");
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
