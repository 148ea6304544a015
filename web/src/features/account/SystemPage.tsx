import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { LoadingState } from "../../ui/LoadingState";
import { PageFrame } from "../../ui/PageFrame";
import { Tabs } from "../../ui/Tabs";
import { systemTabs } from "./administers";

const Accounts = lazy(() => import("./Accounts").then((m) => ({ default: m.Accounts })));
const Grants = lazy(() => import("./Grants").then((m) => ({ default: m.Grants })));
const Deliveries = lazy(() => import("./Deliveries").then((m) => ({ default: m.Deliveries })));
const Journal = lazy(() => import("../journal/Journal").then((m) => ({ default: m.Journal })));
const route = getRouteApi("/inside/system");

export function SystemPage() {
  const wanted = route.useSearch().tab;
  const tabs = systemTabs(useSession().data);
  const tab = tabs.find((id) => id === wanted) ?? tabs[0] ?? "accounts";
  return (
    <PageFrame title={t("nav.system")} lead={t("system.lead")}>
      <Tabs current={tab} tabs={tabs.map((id) => ({ id, title: t(`system.${id}`) }))} />
      <Suspense fallback={<LoadingState />}>{tab === "grants" ? <Grants /> : tab === "journal" ? <Journal /> : tab === "deliveries" ? <Deliveries /> : <Accounts />}</Suspense>
    </PageFrame>
  );
}
