import { t } from "../../app/language";

const kinds = [
  "demo_made",
  "pack_applied",
  "round_opened",
  "stage_closed",
  "assessment_submitted",
  "recommendation_submitted",
  "review_submitted",
  "recused",
  "missing_input_ruled",
  "entry_returned",
  "entry_withdrawn",
  "entry_reopened",
  "decided",
  "notice_published",
  "notice_closed",
  "objection_received",
  "objection_handled",
  "confirmed",
  "revoked",
  "award_granted",
  "payout_approved",
  "payout_paid",
  "payout_stopped",
  "link_proposed",
  "flag_used",
  "answered",
  "answer_replied",
  "grant_given",
  "grant_confirmed",
  "grant_revoked",
] as const;

/** What a leaf records, in words; a kind that this page does not know yet as it is. */
export function kindWords(kind: string): string {
  const known = kinds.find((k) => k === kind);
  return known ? t(`journal.kind.${known}`) : kind;
}
