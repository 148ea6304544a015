import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { roundKey } from "../../api/rounds";
import { t } from "../../app/language";
import { LinkButton } from "../../ui/LinkButton";

/** Where the scheme asks the town for points, they come before the picks: says how many villages still wait for them, and leads there. */
export function RatingsFirst({ round }: { round: number }) {
  const reviews = useQuery({ queryKey: [...roundKey(round), "reviews"], queryFn: () => reply(api.GET("/api/rounds/{id}/reviews", { params: { path: { id: round } } })), retry: false });
  const { mine = [], scale = [] } = reviews.data ?? {};
  const waiting = mine.filter((m) => !m.submitted).length;
  if (waiting === 0 || scale.length === 0) return null;
  return (
    <div className="notice warn row spread">
      <span>{t("recommend.rate_first", { titles: scale.map((s) => s.title).join("、"), done: mine.length - waiting, total: mine.length })}</span>
      <LinkButton to="/rounds/$round/reviews" params={{ round: String(round) }} primary>{t("recommend.rate")}</LinkButton>
    </div>
  );
}
