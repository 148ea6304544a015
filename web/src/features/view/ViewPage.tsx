import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { PackView, RegisterView, ViewDeclared } from "../../api/contract";
import { usePack } from "../../api/pack";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { UnitSelect } from "../../ui/UnitSelect";
import { CompareView } from "./CompareView";
import { CrossView } from "./CrossView";
import { LineView } from "./LineView";
import { NetworkView } from "./NetworkView";
import { useAllRecords } from "./queries";
import "./view.css";

const route = getRouteApi("/inside/registers/$register/views/$view");

/** A register looked at otherwise than as a table, as the policy declares it. */
export function ViewPage() {
  const { register: id, view: viewID } = route.useParams();
  const pack = usePack();
  return (
    <QueryView query={pack} isEmpty={(p) => !find(p, id, viewID)} empty={<EmptyState title={t("state.missing.title")}><Link to="/registers">{t("nav.registers")}</Link></EmptyState>}>
      {(p) => {
        const found = find(p, id, viewID);
        return found && <Viewed key={`${id} ${viewID}`} {...found} />;
      }}
    </QueryView>
  );
}

function find(pack: PackView, id: string, viewID: string): { register: RegisterView; view: ViewDeclared } | undefined {
  const register = pack.registers.find((r) => r.id === id);
  const view = register?.views.find((v) => v.id === viewID);
  return register && view && { register, view };
}

function Viewed({ register, view }: { register: RegisterView; view: ViewDeclared }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const turn = (change: { unit?: number; year?: string }) => void navigate({ search: (old) => ({ ...old, ...change }) });
  const asked = view.compare ? undefined : register.id;
  const records = useAllRecords(asked, search.unit);
  return (
    <PageFrame title={view.title} lead={register.note} crumb={<Link to="/registers/$register" params={{ register: register.id }}>{register.title}</Link>}
      actions={<>{!view.compare && register.owner === "village" && <UnitSelect kind="town" value={search.unit} onChange={(unit) => turn({ unit })} />}<Button onClick={() => window.print()}>{t("common.print")}</Button></>}>
      {view.compare ? <CompareView register={register} view={view} search={search} turn={turn} /> : (
        <QueryView query={records} isEmpty={(rows) => rows.length === 0} empty={<EmptyState title={t("view.empty")} />}>
          {(rows) => (
            <>
              {view.line && <LineView register={register} line={view.line} rows={rows} />}
              {view.network && <NetworkView register={register} network={view.network} rows={rows} whole={search.unit === undefined} />}
              {view.cross && <CrossView register={register} cross={view.cross} rows={rows} />}
            </>
          )}
        </QueryView>
      )}
    </PageFrame>
  );
}
