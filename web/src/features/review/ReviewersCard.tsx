import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { share } from "../../ui/format";
import { QueryView } from "../../ui/QueryView";
import { useReviewers } from "../../api/reviews";

/** For the office: how far each reviewer is, and how their points spread. */
export function ReviewersCard({ round }: { round: number }) {
  const reviewers = useReviewers(round);
  return (
    <section className="card">
      <h2>{t("review.reviewers")}</h2>
      <QueryView query={reviewers} isEmpty={(r) => r.length === 0} empty={<EmptyState title={t("review.reviewers.none")} />}>
        {(items) => (
          <div className="scroll" tabIndex={0}>
            <table className="sheet">
              <thead><tr><th>{t("review.reviewer")}</th><th className="right">{t("review.progress")}</th><th className="right">{t("review.recusals")}</th><th className="right">{t("review.mean")}</th><th className="wide">{t("review.histogram")}</th></tr></thead>
              <tbody>
                {items.map((r, i) => (
                  <tr key={i}><td>{r.title}</td><td className="right">{r.done}/{r.total}</td><td className="right">{r.recused}</td><td className="right">{r.mean && share(r.mean)}</td><td className="wide"><Columns counts={r.histogram} /></td></tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </QueryView>
    </section>
  );
}

function Columns({ counts }: { counts: number[] }) {
  const high = Math.max(1, ...counts);
  return <span className="columns" role="img" aria-label={counts.join(" ")} title={counts.join(" ")}>{counts.map((c, i) => <i key={i} style={{ height: `${(c * 100) / high}%` }} />)}</span>;
}
