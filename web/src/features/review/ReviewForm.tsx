import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { api, reply } from "../../api/client";
import type { Rating, Review, ReviewList } from "../../api/contract";
import { roundKey } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { useAutosave } from "../../ui/autosave";
import { ActionFault } from "../../ui/ErrorState";
import { time } from "../../ui/format";
import { SaveWords } from "../../ui/SaveWords";
import { faultOf } from "./ratings";
import { reviewDraft } from "./queries";
import { RatingField } from "./RatingField";
import { Recuse } from "./Recuse";

interface Props { round: number; entry: number; list: ReviewList; review: Review }
interface Typed { ratings: Rating[]; opinion: string }

export function ReviewForm({ round, entry, list, review }: Props) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const version = useRef(review.version);
  const path = { id: round, entry };
  const here = useRef(true); // whoever has gone elsewhere meanwhile isn't called back
  useEffect(() => {
    here.current = true;
    return () => { here.current = false; };
  }, []);
  const saving = useAutosave<Typed>(reviewDraft(useAccountId(), round, entry), async (value) => {
    const body = { version: version.current, ratings: value.ratings.filter((r) => r.points), opinion: value.opinion };
    version.current = (await reply(api.PUT("/api/rounds/{id}/entries/{entry}/review", { params: { path }, body }))).version;
  });
  const [typed, setTyped] = useState<Typed>(saving.unsent ?? { ratings: review.ratings, opinion: review.opinion ?? "" });
  const editable = list.may && !review.submitted_at;
  const change = (next: Typed) => {
    setTyped(next);
    saving.change(next);
  };
  const rate = (rating: Rating) => change({ ...typed, ratings: [...typed.ratings.filter((r) => r.key !== rating.key), rating] });
  const next = list.mine.find((m) => !m.submitted && m.entry !== entry);
  const leave = async (done: string) => {
    announce(done);
    await Promise.all([roundKey(round), ["tasks"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    if (!here.current) return;
    if (next) await navigate({ to: "/rounds/$round/reviews/$entry", params: { round: String(round), entry: String(next.entry) } });
    else await navigate({ to: "/rounds/$round/reviews", params: { round: String(round) } });
  };
  const submit = useMutation({
    mutationFn: async () => {
      if (!(await saving.flush())) return;
      await reply(api.POST("/api/rounds/{id}/entries/{entry}/review/submit", { params: { path }, body: { version: version.current } }));
      await leave(t("review.submitted"));
    },
  });
  const open = list.scale.filter((s) => faultOf(typed.ratings.find((r) => r.key === s.key), s, list) !== "none").length;
  return (
    <>
      {review.submitted_at && <p className="notice">{t("recommend.submitted_at", { time: time(review.submitted_at) })}</p>}
      {list.scale.map((scale) => <RatingField key={scale.key} scale={scale} list={list} editable={editable} rating={typed.ratings.find((r) => r.key === scale.key)} change={rate} />)}
      <div className="field">
        <label htmlFor="opinion">{t("review.opinion")}</label>
        <Input.TextArea id="opinion" autoSize={{ minRows: 2 }} maxLength={2000} disabled={!editable} value={typed.opinion} onChange={(e) => change({ ...typed, opinion: e.target.value })} />
      </div>
      <ActionFault error={submit.error ?? saving.error} />
      {editable && (
        <div className="row spread">
          <Recuse round={round} entry={entry} done={() => void leave(t("review.recused"))} />
          <span className="row"><SaveWords saving={saving} before={review.saved_at} /><Button type="primary" disabled={open > 0} title={open > 0 ? t("review.open", { n: open }) : undefined} loading={submit.isPending} onClick={() => submit.mutate()}>{t(next ? "review.submit.next" : "common.submit")}</Button></span>
        </div>
      )}
    </>
  );
}
