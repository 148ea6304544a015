import { Input, InputNumber } from "antd";
import type { Rating, ReviewList, Scale } from "../../api/contract";
import { t } from "../../app/language";
import { ClashChoice } from "../../ui/Clash";
import { hundredths } from "../../ui/format";
import type { SharedState } from "../../ui/useSharedForm";
import { faultOf, isExtreme } from "../../ui/review/ratings";
import { givenWords, type Given } from "../../ui/review/typed";

interface Props { scale: Scale; rating?: Rating; list: ReviewList; editable: boolean; change: (rating: Rating) => void; form: SharedState<Given> }

/** A scale whose anchors are words; between two anchors one types the figure. */
export function RatingField({ scale, rating, list, editable, change, form }: Props) {
  const now: Rating = rating ?? { key: scale.key, points: "" };
  const fault = faultOf(rating, scale, list);
  return (
    <fieldset className="rating" disabled={!editable}>
      <legend>{scale.title} <span className="soft">{t("review.of", { of: scale.of })}</span></legend>
      <div className="anchors">
        {scale.anchors.map((a) => (
          <button key={a.points} type="button" aria-pressed={hundredths(now.points) === hundredths(a.points) && now.points !== ""} onClick={() => change({ ...now, points: a.points })}>
            <strong className="tabular">{a.points}</strong><span>{a.text}</span>
          </button>
        ))}
      </div>
      <label className="row">{t("review.points")}
        <InputNumber<string> stringMode min="0" max={scale.of} step="0.5" value={now.points || null} disabled={!editable} onChange={(value) => change({ ...now, points: value === null ? "" : String(value) })} />
      </label>
      {now.points && isExtreme(now, scale, list) && (
        <div className="field">
          <label htmlFor={`why-${scale.key}`}>{t("review.why")}</label>
          <Input id={`why-${scale.key}`} maxLength={500} value={now.reason} status={fault === "reason" ? "warning" : undefined} onChange={(e) => change({ ...now, reason: e.target.value })} />
        </div>
      )}
      <ClashChoice clash={form.clashes.find((c) => c.key === scale.key)} other={form.other} words={givenWords} choose={form.choose} />
    </fieldset>
  );
}
