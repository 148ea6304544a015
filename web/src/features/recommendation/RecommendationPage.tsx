import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { roundKey, useEntries, useRound } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { whenSent } from "../../ui/autosave";
import { EmptyState } from "../../ui/EmptyState";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { PicksForm } from "./PicksForm";
import { picksDraft } from "./picks";
import { RatedGrid } from "./RatedGrid";
import "./recommendation.css";

const route = getRouteApi("/inside/rounds/$round/recommendation");

export function RecommendationPage() {
  const id = Number(route.useParams().round);
  const { town } = route.useSearch();
  const round = useRound(id);
  const draft = picksDraft(useAccountId(), id, town ?? 0);
  const query = useQuery({ queryKey: [...roundKey(id), "recommendation", town], queryFn: () => whenSent(draft).then(() => reply(api.GET("/api/rounds/{id}/recommendation", { params: { path: { id }, query: { town_id: town } } }))), gcTime: 0 });
  const townId = query.data?.town_id;
  const entries = useEntries(id, { town: townId ?? -1, detail: true });
  return (
    <PageFrame title={`${query.data?.town.title ?? ""} ${t("tasks.kind.recommend")}`} lead={query.data && t("recommend.lead", { quota: query.data.quota, pool: query.data.pool })} crumb={<Link to="/rounds/$round" params={{ round: String(id) }}>{round.data?.title ?? t("nav.rounds")}</Link>}>
      <QueryView query={query}>
        {(recommendation) => (
          <QueryView query={entries} isEmpty={(e) => e.length === 0} empty={<EmptyState title={t("round.entries.empty")} />}>
            {(all) => round.data && (
              <>
                <RatedGrid criteria={round.data.criteria} entries={all} round={id} />
                <PicksForm key={recommendation.town_id} round={id} recommendation={recommendation} entries={all} editable={recommendation.may} />
              </>
            )}
          </QueryView>
        )}
      </QueryView>
    </PageFrame>
  );
}
