import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { moved, sum } from "./marks";
import { PadAsk } from "./PadAsk";
import { newKey, type Outbox, type Sending } from "./outbox";
import type { Pad, PadRow, Part } from "./queries";

interface Props { contest: number; pad: Pad; row: PadRow; box: Outbox; waiting: Sending[] }

/** One contestant on the pad: nothing to type, big steps, and whether it has arrived. */
export function PadForm({ contest, pad, row, box, waiting }: Props) {
  const closed = row.recused || row.absence || row.released || pad.state !== "open";
  return (
    <section className="card pad" aria-label={row.name}>
      <div className="row spread">
        <div><span className="pad-name">{row.name}</span><div className="soft">{row.town_title} {row.title}</div></div>
        {row.id === pad.current && <Mark kind="gold">{t("contest.on_stage")}</Mark>}
      </div>
      {row.recused && <p className="notice">{t("contest.pad.recused.why", { why: row.recused })}</p>}
      {row.absence && <p className="notice">{t(`contest.absence.${row.absence}`)}</p>}
      {!row.recused && !row.absence && pad.parts.map((part) => <PartForm key={part.id} part={part} row={row} closed={Boolean(closed)} box={box} waiting={waiting.filter((w) => w.contestant === row.id && w.part === part.id)} />)}
      {pad.state === "open" && !row.absence && <PadAsk contest={contest} contestant={row.id} />}
      {!closed && <Recuse contest={contest} row={row} />}
    </section>
  );
}

function PartForm({ part, row, closed, box, waiting }: { part: Part; row: PadRow; closed: boolean; box: Outbox; waiting: Sending[] }) {
  const sheet = row.sheets[part.id];
  const last = waiting[waiting.length - 1]?.marks ?? sheet?.marks ?? {};
  const [typed, setTyped] = useState<Record<string, string>>();
  const marks = typed ?? last;
  const complete = part.aspects.every((a) => marks[a.id] !== undefined);
  const changed = typed !== undefined && part.aspects.some((a) => typed[a.id] !== last[a.id]);
  const send = () => {
    box.add({ key: newKey(), contestant: row.id, part: part.id, revision: (sheet?.revision ?? 0) + waiting.length + 1, marks, at: new Date().toISOString() });
    setTyped(undefined);
    void box.flush();
  };
  return (
    <fieldset className="pad-part" disabled={closed}>
      <legend>{part.title} <span className="soft tabular">{sum(Object.values(marks))} / {part.of}</span></legend>
      {part.aspects.map((aspect) => {
        const set = (steps: number) => setTyped({ ...marks, [aspect.id]: moved(marks[aspect.id], steps, part.step, aspect.points) });
        return (
          <div key={aspect.id} className="pad-aspect">
            <div><strong>{aspect.title}</strong> <span className="soft">{t("contest.pad.of", { of: aspect.points })}</span>{aspect.anchor && <div className="soft small">{aspect.anchor}</div>}</div>
            <div className="pad-steps" role="group" aria-label={aspect.title}>
              <button type="button" onClick={() => set(-5)} aria-label={t("contest.pad.less", { n: moved("0", 5, part.step, aspect.points) })}>−−</button>
              <button type="button" onClick={() => set(-1)} aria-label={t("contest.pad.less", { n: part.step })}>−</button>
              <output className="tabular" aria-live="polite">{marks[aspect.id] ?? "—"}</output>
              <button type="button" onClick={() => set(1)} aria-label={t("contest.pad.more", { n: part.step })}>+</button>
              <button type="button" onClick={() => set(5)} aria-label={t("contest.pad.more", { n: moved("0", 5, part.step, aspect.points) })}>++</button>
            </div>
          </div>
        );
      })}
      <div className="row spread">
        <Arrival waiting={waiting.length > 0} at={sheet?.at} changed={changed} />
        {!closed && <Button type="primary" size="large" disabled={!complete || !changed} onClick={send}>{t(sheet || waiting.length ? "contest.pad.again" : "contest.pad.send")}</Button>}
      </div>
    </fieldset>
  );
}

function Arrival({ waiting, at, changed }: { waiting: boolean; at?: string; changed: boolean }) {
  if (changed) return <span className="soft">{t("contest.pad.unsent")}</span>;
  if (waiting) return <Mark kind="late">{t("contest.pad.sending")}</Mark>;
  return at ? <Mark kind="good">{t("contest.pad.arrived_at", { time: time(at) })}</Mark> : <span className="soft">{t("contest.pad.none")}</span>;
}

function Recuse({ contest, row }: { contest: number; row: PadRow }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const recuse = async (reason: string) => {
    setState({ busy: true });
    try {
      await reply(api.POST("/api/contests/{id}/contestants/{contestant}/recusal", { params: { path: { id: contest, contestant: row.id } }, body: { reason } }));
      await queries.invalidateQueries({ queryKey: ["contests", contest] });
      setAsking(false);
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <>
      <button type="button" className="link" onClick={() => setAsking(true)}>{t("review.recuse")}</button>
      {asking && <ReasonDialog title={t("review.recuse")} explain={t("contest.pad.recuse.explain")} busy={state.busy} error={state.error} reasons={[t("review.recuse.kin"), t("review.recuse.home"), t("review.recuse.work")]} onCancel={() => setAsking(false)} onReason={(reason) => void recuse(reason)} />}
    </>
  );
}
