import type { EntryRow, EntryStatus } from "../api/contract";
import { t } from "../app/language";
import type { MarkKind } from "./Mark";

/** Where everyone is to have a grade, nobody is chosen or named. */
export function statusText({ status, grades_all }: Pick<EntryRow, "status" | "grades_all">): string {
  const graded = grades_all && (status === "selected" || status === "not_selected" || status === "confirmed");
  return t(graded ? `status.graded.${status}` : `status.${status}`);
}

export function statusMark(status: EntryStatus): MarkKind {
  switch (status) {
    case "confirmed": return "gold";
    case "selected": case "published": case "recommended": return "good";
    case "revoked": case "rejected": case "objected": return "veto";
    case "reopened": return "returned";
    default: return "plain";
  }
}
