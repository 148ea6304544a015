import type { Rating, ReviewList, Scale } from "../../api/contract";
import { hundredths } from "../format";

const share = (text: string | undefined, otherwise: number): number => (text ? Number(text) : otherwise);

/** Whether a rating lies beyond the bounds over or under which the policy asks for a reason. */
export function isExtreme(rating: Rating, scale: Scale, list: Pick<ReviewList, "above" | "below">): boolean {
  if (!rating.points) return false;
  const part = hundredths(rating.points) / Math.max(1, hundredths(scale.of));
  return part > share(list.above, Infinity) || part < share(list.below, -Infinity);
}

export type Fault = "none" | "missing" | "high" | "reason";

export function faultOf(rating: Rating | undefined, scale: Scale, list: Pick<ReviewList, "above" | "below">): Fault {
  if (!rating?.points) return "missing";
  if (hundredths(rating.points) > hundredths(scale.of)) return "high";
  return isExtreme(rating, scale, list) && !rating.reason?.trim() ? "reason" : "none";
}
