import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { RegisterView } from "../../api/contract";
import { usePack } from "../../api/pack";
import type { RegisterSearch } from "../../app/search";
import { inLanguage, t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { AnchorButton, LinkButton } from "../../ui/LinkButton";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { BlockEntry } from "./BlockEntry";
import { queryOf, searchAddress } from "./listing";
import { OpenWithReason } from "./OpenWithReason";
import { RecordPanel } from "./RecordPanel";
import { RecordsFilter } from "./RecordsFilter";
import { RecordsTable } from "./RecordsTable";
import "./register.css";

const route = getRouteApi("/inside/registers/$register");

export function RegisterPage() {
  const id = route.useParams().register;
  const pack = usePack();
  const [reason, setReason] = useState<string>();
  const register = pack.data?.registers.find((r) => r.id === id);
  return (
    <QueryView query={pack} isEmpty={() => !register} empty={<EmptyState title={t("state.missing.title")}><Link to="/registers">{t("nav.registers")}</Link></EmptyState>}>
      {() => register && (register.sensitive && !reason ? <OpenWithReason title={register.title} open={setReason} /> : <Register key={id} register={register} reason={reason} />)}
    </QueryView>
  );
}

function Register({ register, reason }: { register: RegisterView; reason?: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [block, setBlock] = useState(false);
  const look = (change: Partial<RegisterSearch>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: change.record === undefined });
  const filter = (change: Partial<RegisterSearch>) => look({ page: undefined, ...change });
  const params = { register: register.id };
  return (
    <PageFrame title={register.title} lead={register.note} crumb={<Link to="/registers">{t("nav.registers")}</Link>}
      actions={
        <>
          {register.may_fill && <Button type="primary" onClick={() => look({ record: "new" })}>{t("common.add")}</Button>}
          {register.may_fill && <Button className="wide" onClick={() => setBlock(!block)}>{t("register.block")}</Button>}
          {register.may_fill && <LinkButton to="/registers/$register/import" params={params}>{t("register.import")}</LinkButton>}
          {register.grid && <LinkButton to="/registers/$register/sheet" params={params}>{t("register.sheet")}</LinkButton>}
          {register.views.map((v) => <LinkButton key={v.id} to="/registers/$register/views/$view" params={{ ...params, view: v.id }}>{v.title}</LinkButton>)}
          {register.doubts && <LinkButton to="/registers/$register/doubts" params={params}>{t("register.doubts")}</LinkButton>}
          {register.covers && <LinkButton to="/registers/$register/coverage" params={params}>{t("register.coverage")}</LinkButton>}
          <AnchorButton href={inLanguage(`/api/registers/${register.id}/export.xlsx?${searchAddress(queryOf(search, reason))}`)} download>{t("common.export")}</AnchorButton>
        </>
      }>
      {block && <BlockEntry register={register} close={() => setBlock(false)} />}
      <section className="card records">
        <RecordsFilter register={register} search={search} look={filter} />
        <RecordsTable register={register} search={search} reason={reason} look={filter} turn={(page) => look({ page })} open={(record) => look({ record })} />
      </section>
      {search.record !== undefined && <RecordPanel key={String(search.record)} register={register} record={search.record} reason={reason} close={() => look({ record: undefined })} />}
    </PageFrame>
  );
}
