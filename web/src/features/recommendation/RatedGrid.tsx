import { useQuery } from "@tanstack/react-query";
import { reviewsQuery, useReviewsOf } from "../../api/reviews";
import type { CriterionView, EntryRow } from "../../api/contract";
import { LoadingState } from "../../ui/LoadingState";
import { EachReview } from "./EachReview";
import { TownRatings } from "./TownRatings";
import { VillageGrid } from "./VillageGrid";

interface Props { criteria: CriterionView[]; entries: EntryRow[]; round: number }

/** The comparison, with the town's own points in it where the scheme asks for them. */
export function RatedGrid({ criteria, entries, round }: Props) {
  const { data: list, isPending } = useQuery({ ...reviewsQuery(round), retry: false }); // whoever only looks on has no list of reviews
  const here = new Set(entries.map((e) => e.id));
  const rated = list && list.scale.length > 0 ? list.mine.map((m) => m.entry).filter((entry) => here.has(entry)) : [];
  const reviews = useReviewsOf(round, rated);
  if (isPending || !reviews) return <LoadingState />;
  if (!list || rated.length === 0) return <VillageGrid criteria={criteria} entries={entries} round={round} />;
  return (
    <EachReview round={round} reviews={[...reviews]}>
      {(forms) => <><VillageGrid criteria={criteria} entries={entries} round={round} ratings={{ list, forms }} /><TownRatings round={round} list={list} forms={forms} /></>}
    </EachReview>
  );
}
