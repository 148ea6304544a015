import type { StageView } from "../api/contract";
import { t } from "../app/language";
import "./bar.css";
import { date } from "./format";
import { Mark } from "./Mark";

/** Where a round is: its stages in order, with dates, counts and lateness. */
export function StageRibbon({ stages }: { stages: StageView[] }) {
  return (
    <ol className="ribbon">
      {stages.map((stage, i) => (
        <li key={stage.id} className={stage.state} aria-current={stage.state === "current" ? "step" : undefined}>
          <div><strong>{i + 1} {stage.title}</strong> {stage.late && <Mark kind="late">{t("mark.late")}</Mark>}</div>
          <div className="small soft">{stage.role_title}</div>
          <div className="small tabular">{stageLine(stage)}</div>
        </li>
      ))}
    </ol>
  );
}

function stageLine(stage: StageView): string {
  if (stage.state === "done") return t("ribbon.done", { date: date(stage.closed_at) });
  const due = stage.due ? t("tasks.due", { date: date(stage.due) }) : "";
  return stage.state === "current" ? `${t("ribbon.count", { done: stage.done, total: stage.total })} ${due}` : due;
}
