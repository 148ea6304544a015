import { Button } from "antd";
import { useState } from "react";
import { api, Problem, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { Mark } from "../../ui/Mark";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { SheetsTable } from "./SheetsTable";
import { useStep, type Desk, type DeskRow } from "./queries";

/** One contestant on the chair's desk: how far the scores are, release, absence, correction. */
export function DeskContestant({ desk, row }: { desk: Desk; row: DeskRow }) {
  const path = { params: { path: { id: desk.id, contestant: row.id } } };
  const [asking, setAsking] = useState<"release" | "excused" | "absent" | "">("");
  const [sheets, setSheets] = useState(false);
  const call = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/call", { params: { path: { id: desk.id } }, body: { contestant: row.id } })));
  const release = useStep(desk.id, (reason: string) => reply(api.POST("/api/contests/{id}/contestants/{contestant}/release", { ...path, body: { reason } })));
  const absence = useStep(desk.id, (body: { absence: "" | "excused" | "absent"; reason: string }) => reply(api.POST("/api/contests/{id}/contestants/{contestant}/absence", { ...path, body })));
  const open = desk.state === "open" && !row.released;
  const done = { onSuccess: () => setAsking("") };
  return (
    <section className="card" aria-label={row.name}>
      <div className="row spread">
        <div><span className="desk-name">{row.name}</span> <span className="soft">{row.town_title} {row.title} · {t("contest.group", { n: row.group })}</span></div>
        {row.id === desk.board.current && <Mark kind="gold">{t("contest.on_stage")}</Mark>}
      </div>
      <Standing desk={desk} row={row} />
      {row.waiting.map((w) => <p key={w.part} className="notice warn">{t("contest.waiting_for", { part: w.part, judges: w.judges.map((j) => `${j.number} ${j.title}`).join("、") })}</p>)}
      <div className="row">
        {open && !row.absence && <Button type="primary" size="large" disabled={row.standing.missing} title={row.standing.missing ? t("contest.release.missing") : undefined} loading={release.isPending} onClick={() => release.mutate("", { onError: (error) => isWaiting(error) && setAsking("release") })}>{t("contest.release")}</Button>}
        {open && !row.absence && row.id !== desk.board.current && <Button loading={call.isPending} onClick={() => call.mutate(undefined)}>{t("contest.call")}</Button>}
        {open && !row.absence && <><Button onClick={() => setAsking("excused")}>{t("contest.absence.excused")}</Button><Button onClick={() => setAsking("absent")}>{t("contest.absence.absent")}</Button></>}
        {open && row.absence && <Button loading={absence.isPending} onClick={() => absence.mutate({ absence: "", reason: t("contest.absence.undo") })}>{t("contest.absence.undo")}</Button>}
        <button type="button" className="link" aria-expanded={sheets} onClick={() => setSheets(!sheets)}>{t("contest.sheets")}</button>
      </div>
      {!asking && <ActionFault error={release.error ?? absence.error ?? call.error} />}
      {sheets && <SheetsTable desk={desk} row={row} />}
      {asking === "release" && <ReasonDialog title={t("contest.release")} explain={t("contest.release.late")} busy={release.isPending} error={release.error} onCancel={() => setAsking("")} onReason={(reason) => release.mutate(reason, done)} />}
      {(asking === "excused" || asking === "absent") && <ReasonDialog title={t(`contest.absence.${asking}`)} busy={absence.isPending} error={absence.error} onCancel={() => setAsking("")} onReason={(reason) => absence.mutate({ absence: asking, reason }, done)} />}
    </section>
  );
}

/** The server names the judges who haven't scored: with a reason it goes on without them. */
const isWaiting = (error: unknown): boolean => error instanceof Problem && error.body.key === "contest.waiting";

function Standing({ desk, row }: { desk: Desk; row: DeskRow }) {
  const { standing } = row;
  return (
    <>
      <p className="row"><span className="desk-total tabular">{standing.missing ? "—" : standing.total}</span> {row.released ? <Mark kind="good">{t("contest.released")}</Mark> : <Mark kind="plain">{t("contest.only_you")}</Mark>} {row.absence && <Mark kind="missing">{t(`contest.absence.${row.absence}`)} {row.absence_reason}</Mark>}</p>
      <div className="scroll" tabIndex={0}>
        <table className="sheet">
          <thead><tr><th>{t("contest.part")}</th><th className="right">{t("contest.sheets.n")}</th><th className="right">{t("contest.highest")}</th><th className="right">{t("contest.lowest")}</th><th className="right">{t("contest.mean")}</th><th className="right">{t("contest.points")}</th></tr></thead>
          <tbody>
            {standing.parts.map((p) => (
              <tr key={p.part}>
                <td>{desk.parts.find((one) => one.id === p.part)?.title}</td><td className="right">{p.sheets}</td>
                <td className="right">{p.missing ? "—" : <>{p.highest} {p.dropped && <span className="soft" title={t("contest.dropped")}>✂</span>}</>}</td>
                <td className="right">{p.missing ? "—" : <>{p.lowest} {p.dropped && <span className="soft" title={t("contest.dropped")}>✂</span>}</>}</td>
                <td className="right">{p.missing ? "—" : p.mean}</td><td className="right strong">{p.missing ? <Mark kind="missing">{t("contest.missing")}</Mark> : p.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
