import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useEffect, useRef } from "react";
import type { Review, ReviewList } from "../../api/contract";
import { roundKey } from "../../api/rounds";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ClashChoice, MergedNote } from "../../ui/Clash";
import { ActionFault } from "../../ui/ErrorState";
import { time } from "../../ui/format";
import { SaveWords } from "../../ui/SaveWords";
import { faultOf } from "../../ui/review/ratings";
import { RatingField } from "./RatingField";
import { Recuse } from "./Recuse";
import { givenWords, opinionCell } from "../../ui/review/typed";
import { useReviewForm } from "../../ui/review/useReviewForm";

interface Props { round: number; entry: number; list: ReviewList; review: Review }

export function ReviewForm({ round, entry, list, review }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const form = useReviewForm(round, entry, review);
  const here = useRef(true); // whoever has gone elsewhere meanwhile isn't called back
  useEffect(() => {
    here.current = true;
    return () => { here.current = false; };
  }, []);
  const editable = list.may && !review.submitted_at;
  const next = list.mine.find((m) => !m.submitted && m.entry !== entry);
  const leave = async (done: string) => {
    announce(done);
    await Promise.all([roundKey(round), ["tasks"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    if (!here.current) return;
    if (next) await navigate({ to: "/rounds/$round/reviews/$entry", params: { round: String(round), entry: String(next.entry) } });
    else await navigate({ to: "/rounds/$round/reviews", params: { round: String(round) } });
  };
  const open = list.scale.filter((s) => faultOf(form.ratingOf(s.key), s, list) !== "none").length;
  return (
    <>
      {review.submitted_at && <p className="notice">{t("recommend.submitted_at", { time: time(review.submitted_at) })}</p>}
      {list.scale.map((scale) => <RatingField key={scale.key} scale={scale} list={list} editable={editable} rating={form.ratingOf(scale.key)} change={form.rate} form={form} />)}
      <div className="field">
        <label htmlFor="opinion">{t("review.opinion")}</label>
        <Input.TextArea id="opinion" autoSize={{ minRows: 2 }} maxLength={2000} disabled={!editable} value={form.value.opinion} onChange={(e) => form.say(e.target.value)} />
        <ClashChoice clash={form.clashes.find((c) => c.key === opinionCell)} other={form.other} words={givenWords} choose={form.choose} />
      </div>
      <MergedNote other={form.other} open={form.clashes.length} />
      <ActionFault error={form.submit.error ?? form.fault} />
      {editable && (
        <div className="row spread">
          <Recuse round={round} entry={entry} done={() => void leave(t("review.recused"))} />
          <span className="row"><SaveWords saving={form.saving} before={review.saved_at} /><Button type="primary" disabled={open > 0} title={open > 0 ? t("review.open", { n: open }) : undefined} loading={form.submit.isPending} onClick={() => form.submit.mutate(undefined, { onSuccess: (done) => done && void leave(t("review.submitted")) })}>{t(next ? "review.submit.next" : "common.submit")}</Button></span>
        </div>
      )}
    </>
  );
}
