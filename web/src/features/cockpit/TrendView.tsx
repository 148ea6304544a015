import { lazy, Suspense } from "react";
import { type Trend, type TrendQuery, useTrend } from "../../api/cockpit";
import { t } from "../../app/language";
import { LoadingState } from "../../ui/LoadingState";
import { QueryView } from "../../ui/QueryView";

const TrendChart = lazy(() => import("../../ui/TrendChart"));

interface Props { query: TrendQuery; pick?: (by: string) => void }

/** A measure or a target over time, with a sentence that says what it shows. */
export function TrendView({ query, pick }: Props) {
  const trend = useTrend(query);
  return (
    <QueryView query={trend} rows={4}>
      {(view) => (
        <>
          <div className="row spread small">
            <span className="sentence">{view.sentence}</span>
            {pick && view.choices.length > 1 && <span className="row no-print" role="group">{view.choices.map((by) => <button key={by} type="button" className={by === view.by ? "link strong" : "link"} aria-pressed={by === view.by} onClick={() => pick(by)}>{t(`cockpit.by.${by as "month" | "quarter" | "half_year" | "year"}`)}</button>)}</span>}
          </div>
          {drawn(view) && <Suspense fallback={<LoadingState rows={4} />}><TrendChart points={view.points} label={`${view.title}。${view.sentence}`} expected={t("cockpit.should")} /></Suspense>}
          {drawn(view) && view.points.some((p) => p.expected) && <p className="soft small">{t("cockpit.trend.note")}</p>}
        </>
      )}
    </QueryView>
  );
}

/** One point is no line. */
const drawn = (view: Trend): boolean => view.points.filter((p) => p.value !== null).length > 1;
