import { Input, InputNumber } from "antd";
import type { ReviewList, Scale } from "../../api/contract";
import { t } from "../../app/language";
import { ClashChoice } from "../../ui/Clash";
import { points } from "../../ui/format";
import { faultOf, isExtreme } from "../../ui/review/ratings";
import { givenWords } from "../../ui/review/typed";
import type { ReviewForm } from "../../ui/review/useReviewForm";

interface Props { scale: Scale; village: string; list: ReviewList; form: ReviewForm | undefined }

/** The town's points for one village, given beside the figures. Enter goes to the next village; an extreme asks for its reason here. */
export function RatingCell({ scale, village, list, form }: Props) {
  if (!form) return <td className="right soft">—</td>;
  const rating = form.ratingOf(scale.key) ?? { key: scale.key, points: "" };
  if (form.review.submitted_at || !list.may) {
    return <td className="right" title={rating.reason || undefined}>{rating.points ? <strong>{points(rating.points)}</strong> : "—"}{form.review.submitted_at && <span className="soft"> ✓</span>}</td>;
  }
  const fault = faultOf(rating, scale, list);
  return (
    <td className="right rating-cell">
      <InputNumber<string> stringMode controls={false} min="0" max={scale.of} step="0.5" data-rating aria-label={t("recommend.rate_village", { title: scale.title, village })} value={rating.points || null} status={fault === "high" ? "error" : undefined}
        onChange={(value) => form.rate({ ...rating, points: value === null ? "" : String(value) })} onPressEnter={(e) => focusNext(e.target as HTMLInputElement)} />
      {isExtreme(rating, scale, list) && (
        <Input size="small" aria-label={`${t("review.why")} ${village}`} placeholder={t("common.reason")} title={t("review.why")} maxLength={500} value={rating.reason} status={fault === "reason" ? "warning" : undefined} onChange={(e) => form.rate({ ...rating, reason: e.target.value })} />
      )}
      <ClashChoice clash={form.clashes.find((c) => c.key === scale.key)} other={form.other} words={givenWords} choose={form.choose} />
    </td>
  );
}

function focusNext(from: HTMLInputElement): void {
  const all = [...(from.closest("table")?.querySelectorAll<HTMLInputElement>("input[data-rating]") ?? [])];
  const at = all.indexOf(from);
  all[at + 1]?.focus();
  all[at + 1]?.select();
}
