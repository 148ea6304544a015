import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { t } from "../../app/language";
import { LoadingState } from "../../ui/LoadingState";
import { PageFrame } from "../../ui/PageFrame";
import { Tabs } from "../../ui/Tabs";

const Accounts = lazy(() => import("./Accounts").then((m) => ({ default: m.Accounts })));
const Grants = lazy(() => import("./Grants").then((m) => ({ default: m.Grants })));
const Journal = lazy(() => import("../journal/Journal").then((m) => ({ default: m.Journal })));
const route = getRouteApi("/inside/system");

export function SystemPage() {
  const tab = route.useSearch().tab ?? "accounts";
  return (
    <PageFrame title={t("nav.system")} lead={t("system.lead")}>
      <Tabs current={tab} tabs={[{ id: "accounts", title: t("system.accounts") }, { id: "grants", title: t("system.grants") }, { id: "journal", title: t("system.journal") }]} />
      <Suspense fallback={<LoadingState />}>{tab === "grants" ? <Grants /> : tab === "journal" ? <Journal /> : <Accounts />}</Suspense>
    </PageFrame>
  );
}
