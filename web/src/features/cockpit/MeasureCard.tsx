import { Select } from "antd";
import type { Cockpit, Grid } from "../../api/cockpit";
import { usePack } from "../../api/pack";
import type { CockpitSearch } from "../../app/search";
import { t } from "../../app/language";
import { TownGrid } from "./TownGrid";
import { TrendView } from "./TrendView";

interface Props { cockpit: Cockpit; grid: Grid; view: "grid" | "trend"; by?: string; go: (next: Partial<CockpitSearch>) => void }

/** One measure at hand: of every village, or over time. */
export function MeasureCard({ cockpit, grid, view, by, go }: Props) {
  return (
    <section className="card measure" aria-label={grid.title}>
      <div className="row spread">
        <MeasureSelect cockpit={cockpit} grid={grid} pick={(measure) => go({ measure })} />
        <span className="only-print strong">{grid.title}</span>
        <span className="row no-print" role="group">
          {(["grid", "trend"] as const).map((one) => <button key={one} type="button" className={one === view ? "link strong" : "link"} aria-pressed={one === view} onClick={() => go({ view: one })}>{t(`cockpit.view.${one}`)}</button>)}
        </span>
      </div>
      {view === "grid" ? <TownGrid grid={grid} open={(unit) => go({ unit })} /> : <TrendView query={{ measure: grid.measure, by: by as "month" | undefined }} pick={(next) => go({ by: next })} />}
    </section>
  );
}

/** Every measure about villages, by chapter; one types to find one. */
function MeasureSelect({ cockpit, grid, pick }: { cockpit: Cockpit; grid: Grid; pick: (measure: string) => void }) {
  const chapters = usePack().data?.chapters ?? [];
  const options = chapters.map((chapter) => ({ label: chapter.title, title: chapter.title, options: cockpit.measures.filter((m) => m.chapter === chapter.id).map((m) => ({ value: m.id, label: m.title })) })).filter((group) => group.options.length > 0);
  return <Select className="no-print" aria-label={t("cockpit.measure")} showSearch={{ optionFilterProp: "label" }} value={options.length > 0 ? grid.measure : undefined} placeholder={grid.title} onChange={pick} options={options} popupMatchSelectWidth={false} />;
}
