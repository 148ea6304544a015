import { useState } from "react";
import type { EntryRow, EntryStatus, RoundRow } from "../../api/contract";
import { useEntries, useEntry, useRound } from "../../api/rounds";
import { useSession } from "../../api/session";
import { t } from "../../app/language";
import { AnswerItem } from "../../ui/AnswerItem";
import { Explanation } from "../../ui/Explanation";
import { points, time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";
import { statusMark, statusText } from "../../ui/status";
import { SayForm } from "./SayForm";

/** The entries of one round that stand for me or for a unit of mine. */
export function MyResults({ round, units }: { round: RoundRow; units: number[] }) {
  const entries = useEntries(round.id);
  const [open, setOpen] = useState<number>();
  const person = useSession().data?.account?.person_id;
  // A person's code ends with their number; others of one's unit are not one's own.
  const mine = (entries.data ?? []).filter((e) => (e.subject.kind === "person" ? person !== undefined && e.subject.code.endsWith(`-${person}`) : units.includes(e.subject.unit_id)));
  if (mine.length === 0) return null;
  return (
    <div className="my-result">
      {mine.map((e) => (
        <div key={e.id}>
          <div className="row spread"><strong>{round.title} · {e.subject.title}</strong><span className="row"><span className="tabular">{points(e.total)}{standing(e)}</span><Mark kind={statusMark(e.status)}>{statusText(e)}</Mark><button type="button" className="link" aria-expanded={open === e.id} onClick={() => setOpen(open === e.id ? undefined : e.id)}>{t(open === e.id ? "common.close" : "me.explain")}</button></span></div>
          {open === e.id && <Detail round={round.id} entry={e.id} />}
        </div>
      ))}
    </div>
  );
}

/** Where everyone has a grade it is the grade that counts, once it is given; who stands before whom is nobody's business. */
function standing(entry: EntryRow): string {
  if (entry.grades_all) return entry.grade && holds.includes(entry.status) ? ` · ${entry.grade}` : "";
  return entry.rank === null ? "" : ` · ${t("entry.rank", { n: entry.rank })}`;
}

const holds: EntryStatus[] = ["selected", "published", "objected", "confirmed"];

function Detail({ round, entry }: { round: number; entry: number }) {
  const query = useEntry(round, entry);
  const criteria = useRound(round).data?.criteria ?? [];
  return (
    <QueryView query={query}>
      {(e) => (
        <>
          <Explanation criteria={criteria} explanation={e.explanation} vetoReasons={e.veto_reasons} />
          <h3>{t("entry.readers")}</h3>
          {e.readers.length === 0 ? <p className="soft">{t("me.no_readers")}</p> : <ul className="plain small">{e.readers.map((r, i) => <li key={i}>{r.who} · {time(r.at)} · {r.purpose}</li>)}</ul>}
          <h3>{t("entry.answers")}</h3>
          <ul className="plain stack">{e.answers.map((a) => <li key={a.id}><AnswerItem answer={a} /></li>)}</ul>
          <SayForm round={round} entry={entry} may={e.may} />
        </>
      )}
    </QueryView>
  );
}
