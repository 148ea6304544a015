import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import type { Outbox, Sending } from "./outbox";
import { PadForm } from "./PadForm";
import { useOutbox } from "./useOutbox";
import { usePad, type Pad, type PadRow } from "./queries";
import "./pad.css";

const route = getRouteApi("/inside/contests/$contest/pad");

export function PadPage() {
  const id = Number(route.useParams().contest);
  const pad = usePad(id);
  const { box, waiting } = useOutbox(id);
  return (
    <PageFrame title={t("contest.pad")} crumb={<Link to="/contests/$contest" params={{ contest: String(id) }}>{pad.data?.title ?? t("nav.contests")}</Link>}
      lead={pad.data && <>{pad.data.number ? t("contest.pad.number", { n: pad.data.number }) : t("contest.pad.peer")} · {t("contest.pad.done", { done: pad.data.done, total: pad.data.total })}</>}>
      <p className="pad-line" role="status">{waiting.length > 0 ? <Mark kind="late">{t("contest.pad.waiting", { n: waiting.length })}</Mark> : <Mark kind="good">{t("contest.pad.arrived")}</Mark>}</p>
      {box.refused && <p className="notice bad" role="alert">{t("contest.pad.refused", { why: box.refused.why })}</p>}
      <QueryView query={pad} isEmpty={(p) => p.state === "planned"} empty={<EmptyState title={t("contest.pad.early")}>{t("contest.pad.early.next")}</EmptyState>}>
        {(p) => <Scoring contest={id} pad={p} box={box} waiting={waiting} />}
      </QueryView>
    </PageFrame>
  );
}

/** Who is on stage is shown first; a judge may choose anybody else, and goes back with one tap. */
function Scoring({ contest, pad, box, waiting }: { contest: number; pad: Pad; box: Outbox; waiting: Sending[] }) {
  const [chosen, setChosen] = useState(0);
  const [all, setAll] = useState(false);
  const shown = pad.rows.find((r) => r.id === (chosen || pad.current)) ?? pad.rows.find((r) => open(r, pad, waiting));
  const left = pad.rows.filter((r) => open(r, pad, waiting));
  return (
    <>
      {chosen !== 0 && chosen !== pad.current && pad.current !== 0 && <p><button type="button" className="link" onClick={() => setChosen(0)}>{t("contest.pad.back")}</button></p>}
      {shown && <PadForm key={shown.id} contest={contest} pad={pad} row={shown} box={box} waiting={waiting} />}
      <section className="card">
        <div className="row spread"><h2>{all ? t("contest.pad.all", { n: pad.rows.length }) : t("contest.pad.left", { n: left.length })}</h2><button type="button" className="link" onClick={() => setAll(!all)}>{t(all ? "contest.pad.only_left" : "contest.pad.show_all")}</button></div>
        <ul className="plain pad-list">
          {(all ? pad.rows : left).map((r) => (
            <li key={r.id}><button type="button" aria-current={r.id === shown?.id} onClick={() => { setChosen(r.id); scrollTo({ top: 0 }); }}>
              <span className="soft tabular">{r.position}</span><span className="grow"><strong>{r.name}</strong> <span className="soft">{r.town_title} {r.title}</span></span><Progress row={r} pad={pad} waiting={waiting} />
            </button></li>
          ))}
        </ul>
      </section>
    </>
  );
}

const given = (r: PadRow, pad: Pad, waiting: Sending[]): number => pad.parts.filter((p) => r.sheets[p.id] || waiting.some((w) => w.contestant === r.id && w.part === p.id)).length;
const open = (r: PadRow, pad: Pad, waiting: Sending[]): boolean => !r.recused && !r.absence && !r.released && given(r, pad, waiting) < pad.parts.length;

function Progress({ row, pad, waiting }: { row: PadRow; pad: Pad; waiting: Sending[] }) {
  if (row.recused) return <Mark kind="recused">{t("contest.pad.recused")}</Mark>;
  if (row.absence) return <Mark kind="missing">{t(`contest.absence.${row.absence}`)}</Mark>;
  if (waiting.some((w) => w.contestant === row.id)) return <Mark kind="late">{t("contest.pad.sending")}</Mark>;
  const n = given(row, pad, waiting);
  return <span className="tabular soft">{n}/{pad.parts.length}</span>;
}
