import { getRouteApi } from "@tanstack/react-router";
import { t } from "../../app/language";
import { PageFrame } from "../../ui/PageFrame";
import { Tabs } from "../../ui/Tabs";
import { Awards } from "./Awards";
import { Flags } from "./Flags";
import { Payouts } from "./Payouts";

const route = getRouteApi("/inside/outcome");

export function OutcomePage() {
  const tab = route.useSearch().tab ?? "awards";
  return (
    <PageFrame title={t("nav.outcome")} lead={t("outcome.lead")}>
      <Tabs current={tab} tabs={[{ id: "awards", title: t("outcome.awards") }, { id: "payouts", title: t("outcome.payouts") }, { id: "flags", title: t("outcome.flags") }]} />
      {tab === "payouts" ? <Payouts /> : tab === "flags" ? <Flags /> : <Awards />}
    </PageFrame>
  );
}
