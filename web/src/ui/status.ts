import type { EntryStatus } from "../api/contract";
import { t } from "../app/language";
import type { MarkKind } from "./Mark";

export const statusText = (status: EntryStatus): string => t(`status.${status}`);

export function statusMark(status: EntryStatus): MarkKind {
  switch (status) {
    case "confirmed": return "gold";
    case "selected": case "published": case "recommended": return "good";
    case "revoked": case "rejected": case "objected": return "veto";
    case "reopened": return "returned";
    default: return "plain";
  }
}
