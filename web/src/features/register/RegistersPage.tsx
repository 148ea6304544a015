import { getRouteApi, Link } from "@tanstack/react-router";
import type { PackView, RegisterView } from "../../api/contract";
import { useUnits } from "../../api/org";
import { usePack } from "../../api/pack";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import "./register.css";

const route = getRouteApi("/inside/registers");

export function RegistersPage() {
  const { unit } = route.useSearch();
  const units = useUnits().data;
  const pack = usePack();
  return (
    <PageFrame title={unit ? `${units?.find((u) => u.id === unit)?.title ?? ""} ${t("nav.registers")}` : t("nav.registers")} lead={t("registers.lead")}>
      <QueryView query={pack} isEmpty={(p) => readable(p).length === 0} empty={<EmptyState title={t("registers.empty")}>{t("registers.empty.why")}</EmptyState>}>
        {(p) => [...p.chapters, { id: "", title: t("registers.others") }].map((c) => <Chapter key={c.id} unit={unit} title={c.title} registers={readable(p).filter((r) => (r.chapter || "") === c.id)} />)}
      </QueryView>
    </PageFrame>
  );
}

const readable = (pack: PackView): RegisterView[] => pack.registers.filter((r) => r.may_read || r.may_fill || r.may_check);

function Chapter({ title, registers, unit }: { title: string; unit?: number; registers: RegisterView[] }) {
  if (registers.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="plain registers">
        {registers.map((r) => (
          <li key={r.id} className="card">
            <Link to="/registers/$register" params={{ register: r.id }} search={{ unit }} className="strong">{r.title}</Link>
            <span className="row">{r.may_fill && <Mark kind="plain">{t("registers.may_fill")}</Mark>}{r.may_check && <Mark kind="plain">{t("registers.may_check")}</Mark>}</span>
            {r.note && <span className="soft small">{r.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
