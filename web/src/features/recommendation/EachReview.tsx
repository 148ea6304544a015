import type { ReactNode } from "react";
import type { Review } from "../../api/contract";
import { useReviewForm } from "../../ui/review/useReviewForm";
import type { Forms } from "./ratings";

interface Props { round: number; reviews: [number, Review][]; forms?: Forms; children: (forms: Forms) => ReactNode }

/** Opens a form for each review and shows one thing with all of them: each level holds one form, since a hook can't stand in a loop. */
export function EachReview({ round, reviews, forms = {}, children }: Props): ReactNode {
  const [first, ...rest] = reviews;
  if (!first) return children(forms);
  return <OneReview key={first[0]} round={round} entry={first[0]} review={first[1]}>{(form) => <EachReview round={round} reviews={rest} forms={{ ...forms, [first[0]]: form }}>{children}</EachReview>}</OneReview>;
}

function OneReview({ round, entry, review, children }: { round: number; entry: number; review: Review; children: (form: ReturnType<typeof useReviewForm>) => ReactNode }) {
  return children(useReviewForm(round, entry, review));
}
