import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { ActionFault } from "../../ui/ErrorState";
import { LinkButton } from "../../ui/LinkButton";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { DeskContestant } from "./DeskContestant";
import { DeskList } from "./DeskList";
import { DeskQuestions } from "./DeskQuestions";
import { Preparation } from "./Preparation";
import { StateMark } from "./StateMark";
import { useDesk, useStep, type Desk } from "./queries";
import "./contest.css";

const route = getRouteApi("/inside/contests/$contest/desk");

export function DeskPage() {
  const id = Number(route.useParams().contest);
  const desk = useDesk(id);
  const d = desk.data;
  return (
    <PageFrame title={t("contest.desk")} crumb={<Link to="/contests/$contest" params={{ contest: String(id) }}>{d?.title ?? t("nav.contests")}</Link>}
      lead={d && <><StateMark state={d.state} /> {date(d.held_on)} {d.place} · {t("contest.released_of", { n: d.released, of: d.contestants })}</>}
      actions={d && d.state !== "planned" && <LinkButton to="/contests/$contest/board" params={{ contest: String(id) }} target="_blank">{t("contest.board")}</LinkButton>}>
      <QueryView query={desk}>{(one) => (one.state === "planned" ? <Preparation desk={one} /> : <Running desk={one} />)}</QueryView>
    </PageFrame>
  );
}

function Running({ desk }: { desk: Desk }) {
  const [chosen, setChosen] = useState(0);
  const current = desk.board.current ?? 0;
  const row = desk.rows.find((r) => r.id === (chosen || current)) ?? desk.rows[0];
  return (
    <div className="desk">
      <div>
        <Steps desk={desk} onNext={() => setChosen(0)} />
        {row && <DeskContestant key={row.id} desk={desk} row={row} />}
        {desk.state === "open" && row && <DeskQuestions desk={desk} contestant={row.id} />}
      </div>
      <DeskList desk={desk} chosen={row?.id ?? 0} choose={setChosen} />
    </div>
  );
}

/** What comes next for the whole contest: one button. */
function Steps({ desk, onNext }: { desk: Desk; onNext: () => void }) {
  const path = { params: { path: { id: desk.id } } };
  const next = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/call", { ...path, body: {} })));
  const close = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/close", path)));
  const confirm = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/confirm", path)));
  const publish = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/publish", path)));
  const left = desk.rows.filter((r) => !r.released && !r.absence).length;
  return (
    <section className="card">
      <div className="row">
        {desk.state === "open" && left > 0 && <Button type="primary" size="large" loading={next.isPending} onClick={() => { onNext(); next.mutate(undefined); }}>{t("contest.next")}</Button>}
        {desk.state === "open" && <Button size="large" type={left === 0 ? "primary" : "default"} disabled={left > 0} title={left > 0 ? t("contest.close.left", { n: left }) : undefined} loading={close.isPending} onClick={() => close.mutate(undefined)}>{t("contest.close")}</Button>}
        {desk.state === "scored" && <Button type="primary" size="large" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>{t("contest.confirm")}</Button>}
        {desk.state === "confirmed" && <Button type="primary" size="large" loading={publish.isPending} onClick={() => publish.mutate(undefined)}>{t("contest.publish")}</Button>}
      </div>
      {desk.state !== "planned" && <p className="soft small">{t(`contest.next.${desk.state}`, { n: left })}</p>}
      <ActionFault error={next.error ?? close.error ?? confirm.error ?? publish.error} />
    </section>
  );
}
