import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "../../app/language";
import { date, share, time } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { ReplayCard } from "./ReplayCard";
import { StateMark } from "./StateMark";
import { useContest, type BoardRow, type Contest } from "./queries";
import "./contest.css";

const route = getRouteApi("/inside/contests/$contest");

export function ContestPage() {
  const id = Number(route.useParams().contest);
  const contest = useContest(id);
  const c = contest.data;
  const params = { contest: String(id) };
  return (
    <PageFrame title={c?.title ?? t("nav.contests")} crumb={<Link to="/contests">{t("nav.contests")}</Link>}
      lead={c && <><StateMark state={c.state} /> {date(c.held_on)} {c.place} · {t("contest.released_of", { n: c.released, of: c.contestants })}</>}
      actions={c && <>
        {c.may.includes("run") && <LinkButton to="/contests/$contest/desk" params={params}>{t("contest.desk")}</LinkButton>}
        {c.may.includes("score") && c.state === "open" && <LinkButton to="/contests/$contest/pad" params={params} primary>{t("contest.pad")}</LinkButton>}
        {c.state !== "planned" && <LinkButton to="/contests/$contest/board" params={params} target="_blank">{t("contest.board")}</LinkButton>}
      </>}>
      <QueryView query={contest}>{(one) => <Whole contest={one} />}</QueryView>
    </PageFrame>
  );
}

function Whole({ contest }: { contest: Contest }) {
  return (
    <>
      {contest.board.groups.map((group) => <Group key={group.number} contest={contest} number={group.number} rows={group.rows} />)}
      <section className="card">
        <h2>{t("contest.rules")}</h2>
        <ul>
          {contest.parts.map((part) => (
            <li key={part.id}>
              <strong>{part.title}</strong> {share(part.weight)} · {part.aspects.map((a) => `${a.title} ${a.points}`).join("、")}
              {part.drop_from > 0 && <> · {t("contest.drop", { n: part.drop_from })}</>} · {t("contest.at_least", { n: part.at_least })}
            </li>
          ))}
        </ul>
        <p>{t("contest.judges")} {contest.judges.map((j) => `${j.number} ${j.title}`).join("、") || t("common.none")}</p>
        {contest.seed && <p className="words">{t("contest.seed")} <code>{contest.seed}</code><br /><span className="soft small">{t("contest.seed.how")}</span></p>}
        {contest.confirmed_at && <p>{t("contest.confirmed_by", { by: contest.confirmed_by ?? "", at: time(contest.confirmed_at) })}</p>}
      </section>
      {(contest.state === "published" || contest.may.includes("run")) && <ReplayCard contest={contest.id} />}
    </>
  );
}

function Group({ contest, number, rows }: { contest: Contest; number: number; rows: BoardRow[] }) {
  return (
    <section className="card">
      <h2>{t("contest.group", { n: number })}</h2>
      <div className="scroll" tabIndex={0}>
        <table className="sheet">
          <thead>
            <tr><th className="right">{t("contest.rank")}</th><th>{t("contest.contestant")}</th><th className="right wide">{t("contest.position")}</th>{contest.parts.map((p) => <th key={p.id} className="right wide">{p.title}</th>)}<th className="right">{t("contest.total")}</th></tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className="right strong">{row.place ?? "—"}</td>
                <td><strong>{row.name}</strong> <span className="soft">{row.town_title} {row.title}</span></td>
                <td className="right wide" title={row.code}>{row.position || "—"}</td>
                {contest.parts.map((p) => <td key={p.id} className="right wide">{row.parts?.find((one) => one.part === p.id)?.points ?? "—"}</td>)}
                <td className="right strong">{row.points ?? <Presence row={row} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Why there is no figure: not there, or not released yet. Never a zero. */
function Presence({ row }: { row: BoardRow }) {
  if (row.absence) return <Mark kind="missing">{t(`contest.absence.${row.absence}`)}</Mark>;
  return <span className="soft">{t("contest.not_released")}</span>;
}
