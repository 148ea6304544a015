import { Link } from "@tanstack/react-router";
import type { TargetView } from "../../api/cockpit";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { figures } from "./figures";
import { paceMarks } from "./pace";
import { partOf } from "./part";

/** A target in three short lines: what, the bar, the figures with the forecast in a few words. On pace goes without saying. */
export function TargetBar({ target }: { target: TargetView }) {
  const { pace, missing, brief } = target;
  return (
    <div className="target" id={`target-${target.id}`}>
      <div className="row spread"><Link to="/cockpit/targets/$target" params={{ target: target.id }} preload={false} title={target.outlook || undefined}>{target.title}</Link>{pace !== "on_pace" && <Mark kind={paceMarks[pace]}>{t(`pace.${pace}`)}</Mark>}</div>
      <Bullet target={target} />
      <div className="small soft"><strong className="tabular">{figures(target).value}</strong> / {figures(target).goal}{missing > 0 && ` · ${t("cockpit.missing.brief", { n: missing })}`}{brief && ` · ${brief}`}</div>
    </div>
  );
}

/** A bullet bar: the value against the goal, with a tick where it should be today. */
export function Bullet({ target }: { target: TargetView }) {
  const expected = target.expected ? partOf(target.expected, target.goal) : undefined;
  return (
    <div className="bullet" role="img" aria-label={`${target.title} ${target.display}，${t("cockpit.goal", { goal: target.goal_display, by: date(target.by) })}`}>
      <i className={target.pace} style={{ width: `${partOf(target.value, target.goal)}%` }} />
      {expected !== undefined && <b style={{ left: `${expected}%` }} title={t("cockpit.expected", { value: target.expected_display })} />}
    </div>
  );
}
