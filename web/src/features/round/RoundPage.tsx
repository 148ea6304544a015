import { getRouteApi, Link } from "@tanstack/react-router";
import { useRound } from "../../api/rounds";
import { t } from "../../app/language";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { StageRibbon } from "../../ui/StageRibbon";
import { date, period } from "../../ui/format";
import { Comparison } from "./Comparison";
import { EntriesView } from "./EntriesView";
import { EntryDrawer } from "./EntryDrawer";
import { RoundActions } from "./RoundActions";
import { RoundBasis } from "./RoundBasis";
import "./round.css";

const route = getRouteApi("/inside/rounds/$round");

export function RoundPage() {
  const id = Number(route.useParams().round);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const round = useRound(id);
  const look = (change: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: change.entry === undefined });
  const compared = (search.compare ?? "").split(",").filter(Boolean).map(Number);
  return (
    <PageFrame
      title={round.data?.title ?? t("nav.rounds")} crumb={<Link to="/rounds">{t("nav.rounds")}</Link>}
      lead={round.data && t("round.lead", { period: period(round.data.period), date: date(round.data.reference_date), n: round.data.entries, pack: round.data.pack })}
      actions={round.data && <RoundActions round={round.data} first={search.dialog && "publish"} />}
    >
      <QueryView query={round}>
        {(data) => (
          <>
            <StageRibbon stages={data.stages} />
            {data.recused > 0 && <p className="notice">{t("round.recused", { n: data.recused })}</p>}
            <EntriesView round={data} town={search.town} compared={compared} look={look} />
            <RoundBasis round={data} />
            {search.entry !== undefined && <EntryDrawer round={data} entry={search.entry} look={look} />}
            {compared.length > 1 && search.entry === undefined && <Comparison round={data} entries={compared} close={() => look({ compare: undefined })} />}
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}
