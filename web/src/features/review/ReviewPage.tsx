import { getRouteApi, Link } from "@tanstack/react-router";
import { useEntry } from "../../api/rounds";
import { t } from "../../app/language";
import { Explanation } from "../../ui/Explanation";
import { points } from "../../ui/format";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { useRound } from "../../api/rounds";
import { useReview, useReviews } from "../../api/reviews";
import { ReviewForm } from "./ReviewForm";
import "./review.css";

const route = getRouteApi("/inside/rounds/$round/reviews/$entry");

export function ReviewPage() {
  const params = route.useParams();
  const [round, entry] = [Number(params.round), Number(params.entry)];
  const [list, review, subject, of] = [useReviews(round), useReview(round, entry), useEntry(round, entry), useRound(round)];
  const name = subject.data ? `${subject.data.subject.town_title} ${subject.data.subject.title}` : "";
  return (
    <PageFrame title={`${t("tasks.kind.review")} ${name}`} crumb={<Link to="/rounds/$round/reviews" params={{ round: params.round }}>{t("review.mine")}</Link>}>
      <div className="review-columns">
        <section className="card">
          <QueryView query={list}>{(l) => <QueryView query={review}>{(r) => <ReviewForm key={entry} round={round} entry={entry} list={l} review={r} />}</QueryView>}</QueryView>
        </section>
        <section className="card">
          <h2>{t("review.facts")}</h2>
          <QueryView query={subject}>
            {(e) => <><p className="soft">{t("review.facts.total", { total: points(e.total) })}</p><Explanation criteria={of.data?.criteria ?? []} explanation={e.explanation} vetoReasons={e.veto_reasons} /></>}
          </QueryView>
        </section>
      </div>
    </PageFrame>
  );
}
