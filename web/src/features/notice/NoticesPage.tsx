import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { api, reply } from "../../api/client";
import type { Notice } from "../../api/contract";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date, time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { Tabs } from "../../ui/Tabs";
import { NoticeActions } from "./NoticeActions";
import { Objections } from "./Objections";
import { Answers, useOpenAnswers } from "./Answers";

const route = getRouteApi("/inside/notices");

export function NoticesPage() {
  const tab = route.useSearch().tab ?? "notices";
  const notices = useQuery({ queryKey: ["notices"], queryFn: () => reply(api.GET("/api/notices")).then((r) => r.items) });
  const answers = useOpenAnswers().data?.length;
  const open = (notices.data ?? []).reduce((sum, n) => sum + n.unanswered, 0);
  return (
    <PageFrame title={t("nav.notices")} lead={t("notice.lead")}>
      <Tabs current={tab} tabs={[{ id: "notices", title: t("notice.notices") }, { id: "objections", title: t("notice.objections"), count: open }, { id: "answers", title: t("answer.title"), count: answers }]} />
      {tab === "objections" ? <Objections /> : tab === "answers" ? <Answers /> : (
        <QueryView query={notices} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("notice.empty")}>{t("notice.empty.next")}</EmptyState>}>
          {(items) => items.map((n) => <NoticeCard key={n.id} notice={n} />)}
        </QueryView>
      )}
    </PageFrame>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  return (
    <section className="card">
      <div className="row spread">
        <div>
          <strong>{notice.title}</strong> <Mark kind={notice.state === "standing" ? "good" : notice.state === "held" ? "late" : "plain"}>{t(`notice.state.${notice.state}`)}</Mark>
          <div className="soft small">
            {notice.from ? t("notice.span", { from: date(notice.from), to: time(notice.closes_at), n: notice.workdays }) : t("notice.workdays", { n: notice.workdays })} · {t("notice.count", { n: notice.objections, open: notice.unanswered })}
          </div>
          {notice.state === "draft" && !notice.approved && <p className="notice warn">{t("rounds.no_basis")}</p>}
          {notice.over && notice.unanswered > 0 && <p className="notice bad">{t("notice.blocked", { n: notice.unanswered })}</p>}
        </div>
        <NoticeActions notice={notice} />
      </div>
    </section>
  );
}
