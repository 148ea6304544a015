import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { RegisterView } from "../../../api/contract";
import { usePack } from "../../../api/pack";
import { useUnits } from "../../../api/org";
import { useSession } from "../../../api/session";
import { t } from "../../../app/language";
import { EmptyState } from "../../../ui/EmptyState";
import { period as periodWords } from "../../../ui/format";
import { PageFrame } from "../../../ui/PageFrame";
import { QueryView } from "../../../ui/QueryView";
import { UnitSelect } from "../../../ui/UnitSelect";
import { periodOn, shifted } from "./periods";
import { useSheet } from "./queries";
import { SheetTable } from "./SheetTable";
import { unitsBelow } from "./sheet";
import "./sheet.css";

const route = getRouteApi("/inside/registers/$register/sheet");

/** A register as one sheet a period: the owners down, the policy's items across. */
export function SheetPage() {
  const id = route.useParams().register;
  const pack = usePack();
  const register = pack.data?.registers.find((r) => r.id === id);
  return (
    <QueryView query={pack} isEmpty={() => !register?.grid} empty={<EmptyState title={t("state.missing.title")}><Link to="/registers">{t("nav.registers")}</Link></EmptyState>}>
      {() => register && <OneSheet register={register} />}
    </QueryView>
  );
}

function OneSheet({ register }: { register: RegisterView }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const session = useSession().data;
  const units = useUnits().data ?? [];
  const kind = register.fields.find((f) => f.id === register.dated)?.type ?? "year";
  const period = search.period ?? periodOn(kind, session?.today ?? "2000-01-01");
  const own = session?.grants?.map((g) => units.find((u) => u.id === g.unit_id)).find((u) => u && u.kind !== "county");
  const town = search.town ?? own?.id ?? units.find((u) => u.kind === "town")?.id;
  const query = useSheet(register.id, register.dated ?? "", units.length ? period : "", town);
  const look = (change: typeof search) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  return (
    <PageFrame title={register.title} lead={t("sheet.lead")} crumb={<Link to="/registers/$register" params={{ register: register.id }}>{t("sheet.records")}</Link>}
      actions={<>
        {own === undefined && <UnitSelect kind="town" value={town} onChange={(unit) => look({ town: unit })} />}
        <Button aria-label={t("period.before")} onClick={() => look({ period: shifted(period, -1) })}>‹</Button><strong>{periodWords(period)}</strong><Button aria-label={t("period.after")} onClick={() => look({ period: shifted(period, 1) })}>›</Button>
        <Button onClick={() => window.print()}>{t("common.print")}</Button>
      </>}>
      <QueryView query={query}>
        {(page) => <SheetTable key={`${period} ${town}`} register={register} period={period} records={page.items} units={unitsBelow(units, register.owner, town)} />}
      </QueryView>
    </PageFrame>
  );
}
