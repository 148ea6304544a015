import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { api, reply } from "../../api/client";
import { roundKey } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { whenSent } from "../../ui/autosave";
import { EmptyState } from "../../ui/EmptyState";
import { date } from "../../ui/format";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { AssessmentForm } from "./AssessmentForm";
import { assessmentDraft } from "./useAssessment";
import { AssessmentPaper } from "./AssessmentPaper";
import "./assessment.css";

const route = getRouteApi("/inside/rounds/$round/entries/$entry/assessment");

export function AssessmentPage() {
  const params = route.useParams();
  const [round, entry] = [Number(params.round), Number(params.entry)];
  const draft = assessmentDraft(useAccountId(), round, entry);
  const query = useQuery({
    queryKey: [...roundKey(round), "assessment", entry],
    queryFn: () => whenSent(draft).then(() => reply(api.GET("/api/rounds/{id}/entries/{entry}/assessment", { params: { path: { id: round, entry } } }))),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const data = query.data;
  return (
    <PageFrame actions={data && <Button onClick={() => window.print()}>{t("assess.paper.print")}</Button>} title={`${data?.title ?? ""} ${t("tasks.kind.assess")}`} lead={data?.due && t("tasks.due", { date: date(data.due) })}
      crumb={<Link to="/rounds/$round" params={{ round: params.round }}>{data?.round_title ?? t("nav.rounds")}</Link>}>
      <QueryView query={query} isEmpty={(a) => a.items.length === 0} empty={<EmptyState title={t("assess.none")}>{t("assess.none.why")}</EmptyState>}>
        {(assessment) => <><AssessmentForm key={entry} round={round} entry={entry} assessment={assessment} /><AssessmentPaper assessment={assessment} /></>}
      </QueryView>
    </PageFrame>
  );
}
