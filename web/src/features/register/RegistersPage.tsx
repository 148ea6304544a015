import { Link } from "@tanstack/react-router";
import type { PackView, RegisterView } from "../../api/contract";
import { usePack } from "../../api/pack";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import "./register.css";

export function RegistersPage() {
  const pack = usePack();
  return (
    <PageFrame title={t("nav.registers")} lead={t("registers.lead")}>
      <QueryView query={pack} isEmpty={(p) => readable(p).length === 0} empty={<EmptyState title={t("registers.empty")}>{t("registers.empty.why")}</EmptyState>}>
        {(p) => [...p.chapters, { id: "", title: t("registers.others") }].map((c) => <Chapter key={c.id} title={c.title} registers={readable(p).filter((r) => (r.chapter || "") === c.id)} />)}
      </QueryView>
    </PageFrame>
  );
}

const readable = (pack: PackView): RegisterView[] => pack.registers.filter((r) => r.may_read || r.may_fill || r.may_check);

function Chapter({ title, registers }: { title: string; registers: RegisterView[] }) {
  if (registers.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="plain registers">
        {registers.map((r) => (
          <li key={r.id} className="card">
            <Link to="/registers/$register" params={{ register: r.id }} className="strong">{r.title}</Link>
            <span className="row">{r.may_fill && <Mark kind="plain">{t("registers.may_fill")}</Mark>}{r.may_check && <Mark kind="plain">{t("registers.may_check")}</Mark>}</span>
            {r.note && <span className="soft small">{r.note}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
