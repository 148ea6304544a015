import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { api, reply } from "../../api/client";
import type { Sheet } from "../../api/contract";
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
  const unit = route.useSearch().unit_id;
  const navigate = route.useNavigate();
  const sheet = useQuery({ queryKey: [...roundKey(id), "sheet", unit ?? 0], queryFn: () => reply(api.GET("/api/rounds/{id}/sheet", { params: { path: { id }, query: { unit_id: unit } } })) });
  const units = sheet.data?.units ?? [];
  const options = units.map((u) => ({ value: u.id, label: u.decided ? u.title : t("sheet.unit_waits", { unit: u.title }) }));
  return (
    <div className="sheet-page">
      <PageFrame title={t(sheet.data?.grades_all ? "sheet.title.grades" : "sheet.title")} crumb={<Link to="/rounds/$round" params={{ round: String(id) }}>{round.data?.title ?? t("nav.rounds")}</Link>} actions={<>
        {units.length > 1 && <Select aria-label={t("sheet.unit")} value={sheet.data?.unit_id} options={options} onChange={(unit_id) => void navigate({ search: { unit_id } })} popupMatchSelectWidth={false} />}
        <Button onClick={() => window.print()}>{t("common.print")}</Button>
      </>}>
        <QueryView query={sheet}>
          {(s) => (
            <div className="desk">
              <Paper sheet={s} />
              <aside className="no-print">
                {s.may && waits(s) && <DecisionForm key={s.unit_id} round={id} sheet={undecided(s)} again={s.decision !== undefined} />}
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

/** Where units decide one after the other, one that has decided has nothing to enter. */
const waits = (sheet: Sheet): boolean => sheet.unit_id === 0 || sheet.entries.some((e) => e.decidable);
