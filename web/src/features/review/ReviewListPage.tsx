import { getRouteApi, Link } from "@tanstack/react-router";
import type { MyReview } from "../../api/contract";
import { useRound } from "../../api/rounds";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/LinkButton";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { useReviews } from "../../api/reviews";
import { ReviewersCard } from "./ReviewersCard";
import { Spread } from "./Spread";
import "./review.css";

const route = getRouteApi("/inside/rounds/$round/reviews");

export function ReviewListPage() {
  const id = Number(route.useParams().round);
  const round = useRound(id);
  const reviews = useReviews(id);
  const mine = reviews.data?.mine ?? [];
  const done = mine.filter((m) => m.submitted).length;
  return (
    <PageFrame title={t("review.mine")} crumb={<Link to="/rounds/$round" params={{ round: String(id) }}>{round.data?.title ?? t("nav.rounds")}</Link>}
      lead={reviews.data && <>{t("review.lead", { done, total: mine.length })} {reviews.data.recused > 0 && <Mark kind="recused">{t("mark.recused", { n: reviews.data.recused })}</Mark>}</>}>
      <QueryView query={reviews} isEmpty={(r) => r.mine.length === 0} empty={<EmptyState title={t("review.empty")}>{t("review.empty.why")}</EmptyState>}>
        {(r) => (
          <>
            <Group title={t("review.todo")} items={r.mine.filter((m) => !m.submitted)} round={id} />
            <Group title={t("review.done")} items={r.mine.filter((m) => m.submitted)} round={id} />
            {r.spread ? <Spread mine={r.spread.mine} others={r.spread.others} /> : <p className="soft">{t("review.spread.later")}</p>}
          </>
        )}
      </QueryView>
      {round.data?.may.includes("manage") && <ReviewersCard round={id} />}
    </PageFrame>
  );
}

function Group({ title, items, round }: { title: string; items: MyReview[]; round: number }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{title} {items.length}</h2>
      <ul className="plain card reviews">
        {items.map((m) => (
          <li key={m.entry}>
            <span><strong>{m.title}</strong> <span className="soft">{m.town_title}</span></span>
            <span className="tabular soft">{m.done}/{m.total}</span>
            <LinkButton to="/rounds/$round/reviews/$entry" params={{ round: String(round), entry: String(m.entry) }} primary={!m.submitted && m.done > 0}>{t(m.submitted ? "review.look" : m.done > 0 ? "review.continue" : "tasks.kind.review")}</LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
