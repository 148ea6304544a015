import { Link } from "@tanstack/react-router";
import type { TargetView } from "../../api/cockpit";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { paceMarks } from "./pace";
import { partOf } from "./part";

/** A target in three lines: what, the bar, the figures with the forecast in words. On pace goes without saying. */
export function TargetBar({ target }: { target: TargetView }) {
  return (
    <div className="target" id={`target-${target.id}`}>
      <div className="row spread"><Link to="/cockpit/targets/$target" params={{ target: target.id }} preload={false}>{target.title}</Link>{target.pace !== "on_pace" && <Mark kind={paceMarks[target.pace]}>{t(`pace.${target.pace}`)}</Mark>}</div>
      <Bullet target={target} />
      <div className="small soft"><strong className="tabular">{target.display}</strong> / {target.goal_display}{target.pace !== "reached" && ` · ${t("cockpit.due", { value: target.expected_display })}`}{target.missing > 0 && ` · ${t("cockpit.missing", { n: target.missing })}`}{target.outlook && ` · ${target.outlook}`}</div>
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
