import type { Pace, TargetView } from "../../api/contract";
import { t } from "../../app/language";
import { date, quantity } from "../../ui/format";
import { Mark, type MarkKind } from "../../ui/Mark";
import { partOf } from "./part";

const marks: Record<Pace, MarkKind> = { reached: "good", on_pace: "plain", behind: "returned", missed: "late" };

/** A bullet bar: the value against the goal, with a tick where it should be today. */
export function TargetBar({ target }: { target: TargetView }) {
  const expected = target.expected ? partOf(target.expected, target.goal) : undefined;
  return (
    <div className="target" id={`target-${target.id}`}>
      <div className="row spread"><span>{target.title}</span><Mark kind={marks[target.pace]}>{t(`pace.${target.pace}`)}</Mark></div>
      <div className="bullet" role="img" aria-label={`${target.title} ${target.display}`}>
        <i className={target.pace} style={{ width: `${partOf(target.value, target.goal)}%` }} />
        {expected !== undefined && <b style={{ left: `${expected}%` }} title={t("cockpit.expected", { value: quantity(target.expected ?? "", target.unit) })} />}
      </div>
      <div className="row spread small"><strong className="tabular">{target.display}</strong><span className="soft">{t("cockpit.goal", { goal: target.goal_display, by: date(target.by) })}{target.missing > 0 && ` · ${t("cockpit.missing", { n: target.missing })}`}</span></div>
      {target.forecast && <div className="small soft">{t("cockpit.forecast", { value: quantity(target.forecast, target.unit) })}</div>}
    </div>
  );
}
