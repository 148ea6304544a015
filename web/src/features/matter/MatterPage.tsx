import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Input, Pagination } from "antd";
import { useMatter, useMatterRecords, type MatterForm } from "../../api/matters";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { AnchorButton, LinkButton } from "../../ui/LinkButton";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { Board } from "./Board";
import { MatterRows } from "./MatterRows";
import "../../ui/tabs.css";
import "./matter.css";

const route = getRouteApi("/inside/matters/$matter");

/** One kind of matter: how many stand where, and which. */
export function MatterPage() {
  const { matter } = route.useParams();
  const found = useMatter(matter);
  return <QueryView query={found}>{(m) => <Shown matter={m} />}</QueryView>;
}

function Shown({ matter }: { matter: MatterForm }) {
  const search = route.useSearch();
  const board = search.view === "board";
  return (
    <PageFrame title={matter.title} lead={matter.note} crumb={<Link to="/matters">{t("nav.matters")}</Link>} actions={<Actions matter={matter} />}>
      <nav className="tabs no-print" aria-label={t("matter.states")}>
        <Link to="." search={{}} aria-current={!search.status && !board ? "page" : undefined}>{t("matter.all")}</Link>
        {matter.statuses.filter((s) => s.count > 0 || s.id === search.status).map((s) => (
          <Link key={s.id} to="." search={{ status: s.id }} aria-current={search.status === s.id ? "page" : undefined}>{s.title} <span className="tabular">{s.count}</span></Link>
        ))}
        <Link to="." search={{ view: "board" }} aria-current={board ? "page" : undefined}>{t("matter.board")}</Link>
      </nav>
      {board ? <Board matter={matter} /> : <List matter={matter} />}
    </PageFrame>
  );
}

function Actions({ matter }: { matter: MatterForm }) {
  return (
    <>
      {matter.may_start && <LinkButton primary to="/matters/$matter/new" params={{ matter: matter.id }}>{t("matter.start", { title: matter.title })}</LinkButton>}
      {matter.grouped_by.length > 0 && <LinkButton to="/matters/$matter/piles" params={{ matter: matter.id }}>{t("matter.piles")}</LinkButton>}
      {matter.public && <AnchorButton href={matter.public} target="_blank" rel="noreferrer">{t("matter.public")}</AnchorButton>}
      <LinkButton to="/registers/$register" params={{ register: matter.register }}>{t("matter.register")}</LinkButton>
    </>
  );
}

function List({ matter }: { matter: MatterForm }) {
  const { status, q, page = 1 } = route.useSearch();
  const go = useNavigate();
  const rows = useMatterRecords(matter.id, { status, q, page });
  const turn = (part: { q?: string; page?: number }) => void go({ to: "/matters/$matter", params: { matter: matter.id }, search: { status, q, ...part } });
  return (
    <>
      <div className="row no-print find"><Input.Search aria-label={t("matter.find")} placeholder={t("matter.find")} defaultValue={q} allowClear onSearch={(words) => turn({ q: words || undefined, page: undefined })} /></div>
      <QueryView query={rows} isEmpty={(list) => list.items.length === 0} empty={<EmptyState title={t("matter.none")}>{t("matter.none.why")}</EmptyState>}>
        {(list) => (
          <>
            <MatterRows matter={matter.id} rows={list.items} />
            <div className="row spread no-print"><span className="soft small">{t("matter.total", { n: list.total })}</span><Pagination simple hideOnSinglePage current={page} pageSize={list.size} total={list.total} onChange={(next) => turn({ page: next })} /></div>
          </>
        )}
      </QueryView>
    </>
  );
}
