import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { Round } from "../../api/contract";
import { useRound } from "../../api/rounds";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { LoadingState } from "../../ui/LoadingState";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { WhatIfFields, type Changes } from "./WhatIfFields";
import { WhatIfResult } from "./WhatIfResult";
import "./whatif.css";

const route = getRouteApi("/inside/rounds/$round/what-if");

export function WhatIfPage() {
  const id = Number(route.useParams().round);
  const round = useRound(id);
  return (
    <PageFrame title={t("whatif.title")} lead={t("whatif.lead")} crumb={<Link to="/rounds/$round" params={{ round: String(id) }}>{round.data?.title ?? t("nav.rounds")}</Link>}>
      <QueryView query={round}>{(data) => <Trial round={data} />}</QueryView>
    </PageFrame>
  );
}

function Trial({ round }: { round: Round }) {
  const [changes, setChanges] = useState<Changes>({ parameters: {}, points: {} });
  const run = useMutation({ mutationFn: (body: Changes) => reply(api.POST("/api/rounds/{id}/what-if", { params: { path: { id: round.id } }, body })) });
  const count = Object.keys(changes.parameters).length + Object.keys(changes.points).length;
  return (
    <div className="whatif">
      <form className="card no-print" onSubmit={(e) => { e.preventDefault(); run.mutate(changes); }}>
        <WhatIfFields round={round} changes={changes} change={setChanges} />
        <ActionFault error={run.error} />
        <div className="row spread bar-foot">
          <Button disabled={count === 0} onClick={() => setChanges({ parameters: {}, points: {} })}>{t("whatif.reset")}</Button>
          <Button type="primary" htmlType="submit" loading={run.isPending}>{count > 0 ? t("whatif.run", { n: count }) : t("whatif.stability.run")}</Button>
        </div>
      </form>
      <div>{run.data ? <WhatIfResult result={run.data} places={run.data.places ?? round.select} /> : run.isPending ? <LoadingState /> : <p className="notice">{t("whatif.hint")}</p>}</div>
    </div>
  );
}
