import { getRouteApi } from "@tanstack/react-router";
import { Button } from "antd";
import { usePack } from "../../api/pack";
import { t } from "../../app/language";
import { PageFrame } from "../../ui/PageFrame";
import { Tabs } from "../../ui/Tabs";
import { Document } from "./Document";
import "./pack.css";
import { Parameters } from "./Parameters";
import { Versions } from "./Versions";

const route = getRouteApi("/inside/pack");

export function PackPage() {
  const search = route.useSearch();
  const pack = usePack().data;
  const tab = search.tab ?? "document";
  return (
    <PageFrame title={pack?.title ?? t("nav.pack")} lead={pack && t("pack.lead", { version: pack.version, source: pack.source })} actions={<Button onClick={() => window.print()}>{t("common.print")}</Button>}>
      <Tabs current={tab} tabs={[{ id: "document", title: t("pack.document") }, { id: "parameters", title: t("pack.parameters") }, { id: "versions", title: t("pack.versions") }]} />
      {tab === "parameters" ? <Parameters /> : tab === "versions" ? <Versions from={search.from} to={search.to} /> : <Document />}
    </PageFrame>
  );
}
