import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { PlanDialog } from "./PlanDialog";
import { StateMark } from "./StateMark";
import { useContests, type ContestRow } from "./queries";
import "./contest.css";

export function ContestsPage() {
  const contests = useContests();
  const [planning, setPlanning] = useState(false);
  const policies = contests.data?.policies ?? [];
  return (
    <PageFrame title={t("nav.contests")} lead={t("contest.lead")} actions={policies.length > 0 && <Button type="primary" onClick={() => setPlanning(true)}>{t("contest.plan")}</Button>}>
      <QueryView query={contests} isEmpty={(c) => c.items.length === 0} empty={<EmptyState title={t("contest.empty")}>{t("contest.empty.next")}</EmptyState>}>
        {(c) => <ul className="plain contests">{c.items.map((one) => <Card key={one.id} contest={one} />)}</ul>}
      </QueryView>
      {planning && <PlanDialog policies={policies} close={() => setPlanning(false)} />}
    </PageFrame>
  );
}

function Card({ contest }: { contest: ContestRow }) {
  const params = { contest: String(contest.id) };
  return (
    <li className="card row spread">
      <div>
        <Link to="/contests/$contest" params={params} className="strong">{contest.title}</Link> <StateMark state={contest.state} />
        <div className="soft small">{date(contest.held_on)} {contest.place} · {t("contest.released_of", { n: contest.released, of: contest.contestants })}</div>
      </div>
      <div className="row">
        {contest.may.includes("score") && contest.state === "open" && <LinkButton to="/contests/$contest/pad" params={params} primary>{t("contest.pad")}</LinkButton>}
        {contest.may.includes("run") && contest.state !== "published" && <LinkButton to="/contests/$contest/desk" params={params} primary={contest.state !== "confirmed"}>{t("contest.desk")}</LinkButton>}
        {contest.state !== "planned" && <LinkButton to="/contests/$contest/board" params={params} target="_blank">{t("contest.board")}</LinkButton>}
      </div>
    </li>
  );
}
