import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { api, reply } from "../../api/client";
import { roundKey, useRound } from "../../api/rounds";
import { t } from "../../app/language";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { DecisionForm } from "./DecisionForm";
import { DecisionView } from "./DecisionView";
import { undecided } from "./form";
import { Paper } from "./Paper";
import "./decision.css";

const route = getRouteApi("/inside/rounds/$round/sheet");

/** One sheet of A4 as it is printed; beside it, on the screen, what was decided. */
export function SheetPage() {
  const id = Number(route.useParams().round);
  const round = useRound(id);
  const sheet = useQuery({ queryKey: [...roundKey(id), "sheet"], queryFn: () => reply(api.GET("/api/rounds/{id}/sheet", { params: { path: { id } } })) });
  return (
    <div className="sheet-page">
      <PageFrame title={t("sheet.title")} crumb={<Link to="/rounds/$round" params={{ round: String(id) }}>{round.data?.title ?? t("nav.rounds")}</Link>} actions={<Button onClick={() => window.print()}>{t("common.print")}</Button>}>
        <QueryView query={sheet}>
          {(s) => (
            <div className="desk">
              <Paper sheet={s} />
              <aside className="no-print">
                {s.may && <DecisionForm round={id} sheet={undecided(s)} again={s.decision !== undefined} />}
                {s.decision && <DecisionView sheet={s} decision={s.decision} />}
                {!s.may && !s.decision && <p className="notice">{t("decision.not_yet")}</p>}
              </aside>
            </div>
          )}
        </QueryView>
      </PageFrame>
    </div>
  );
}
