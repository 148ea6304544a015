// The figures of a target on a page with many: the unit once, great sums in 万元.
import type { TargetView } from "../../api/cockpit";
import { money } from "../../ui/format";

type Figures = Pick<TargetView, "value" | "goal" | "unit" | "display" | "goal_display">;

const wan = 10_000;

export function figures(target: Figures): { value: string; goal: string } {
  const { unit, display, goal_display } = target;
  if (unit === "元" && Number(target.goal) >= wan) {
    return { value: tenths(target.value), goal: `${tenths(target.goal)} 万元` };
  }
  return { value: bare(display, unit), goal: goal_display };
}

const bare = (text: string, unit: string): string => (unit && text.endsWith(unit) ? text.slice(0, -unit.length).trim() : text);

/** 万元 to a tenth, cut and not rounded: nobody reads a goal as reached that isn't. */
const tenths = (yuan: string): string => money(yuan, "wan").replace(/(\.\d)\d+$/, "$1").replace(/\.0$/, "");
