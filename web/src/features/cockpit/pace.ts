import type { Pace } from "../../api/cockpit";
import type { MarkKind } from "../../ui/Mark";

/** How a pace is marked, everywhere. */
export const paceMarks: Record<Pace, MarkKind> = { reached: "good", on_pace: "plain", behind: "returned", missed: "late" };
