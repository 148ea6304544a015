import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useOtherLanguage } from "../../api/session";
import { aside, named, t } from "../../app/language";
import { date } from "../../ui/format";
import { pagesOf, type BoardSheet } from "./boardPages";
import { useBoard } from "./useBoard";
import type { Board, BoardRow } from "./queries";
import "./board.css";

const route = getRouteApi("/contests/$contest/board");
const turn = 9_000; // how long a page of the ranking stands
const perPage = 10;

/** The hall's screen. It holds what the chair has released, and nothing else. */
export function BoardPage() {
  const live = useBoard(Number(route.useParams().contest));
  const change = useOtherLanguage();
  const board = live.board && spoken(live.board);
  useEffect(() => { document.title = board?.title ?? t("contest.board"); }, [board?.title]);
  if (!board) return <main className="board board-wait"><p>{t("contest.board.waiting")}</p></main>;
  return (
    <main className="board">
      <header><h1>{board.title}</h1><span>{date(board.held_on)} {board.place}</span><span className="board-count">{t("contest.released_of", { n: board.released, of: board.contested })}</span></header>
      <div className="board-body"><Stage board={board} /><Ranking board={board} /></div>
      <footer>{live.connected ? <Next board={board} /> : <span role="alert">{t("contest.board.broken")}</span>}<button type="button" className="link" onClick={() => void change()}>{t("session.language")}</button></footer>
    </main>
  );
}

/** The board comes in both languages over one line. */
const spoken = (board: Board): Board => ({
  ...board, title: named(board.title, board.title_en), parts: board.parts.map((p) => ({ ...p, title: named(p.title, p.title_en) })),
  groups: board.groups.map((g) => ({ ...g, rows: g.rows.map((r) => ({ ...r, title: named(r.title, r.title_en), town_title: named(r.town_title, r.town_title_en) })) })),
});

const find = (board: Board, id?: number): BoardRow | undefined => board.groups.flatMap((g) => g.rows).find((r) => r.id === id);

function Stage({ board }: { board: Board }) {
  const row = find(board, board.current);
  if (!row || board.state !== "open") return <section className="board-stage"><p className="board-label">{t(`contest.state.${board.state}`)}</p><p className="board-who">{t(board.state === "published" ? "contest.board.published" : "contest.board.ended")}</p></section>;
  return (
    <section className="board-stage" aria-live="polite">
      <p className="board-label">{t("contest.on_stage")} · {t("contest.group", { n: row.group })}</p>
      <p className="board-who">{row.name}</p>
      <p className="board-from">{row.town_title} {row.title}</p>
      {row.released ? <Released board={board} row={row} /> : board.questions.length > 0 && <div className="board-questions"><p className="board-label">{t("contest.questions")}</p>{board.questions.map((q) => <p key={q}>{q}</p>)}</div>}
    </section>
  );
}

function Released({ board, row }: { board: Board; row: BoardRow }) {
  return (
    <div className="board-result">
      <p className="board-total">{row.points}</p>
      <ul>{row.parts?.map((p) => <li key={p.part}><span>{board.parts.find((one) => one.id === p.part)?.title}</span><b>{p.points}</b></li>)}</ul>
    </div>
  );
}

/** The released of the group on stage, page by page; once the contest is over all groups in turn. */
function Ranking({ board }: { board: Board }) {
  const group = find(board, board.current)?.group;
  const pages = pagesOf(board, board.state === "open" ? group : undefined, perPage);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setAt((now) => now + 1), turn);
    return () => clearInterval(timer);
  }, []);
  const page: BoardSheet | undefined = pages[at % Math.max(1, pages.length)];
  if (!page) return <section className="board-ranking"><p className="board-label">{t("contest.board.none")}</p></section>;
  return (
    <section className="board-ranking">
      <p className="board-label">{t("contest.group", { n: page.group })} · {t("contest.rank")}{page.of > 1 && ` · ${page.number}/${page.of}`}</p>
      <ol>{page.rows.map((r) => <li key={r.id} className={r.id === board.current ? "on" : ""}><span className="board-place">{r.place}</span><span className="board-name">{r.name}</span><span className="board-village">{r.town_title} {r.title}</span><b>{r.points}</b></li>)}</ol>
    </section>
  );
}

function Next({ board }: { board: Board }) {
  if (board.state !== "open") return <span>{t("contest.seed")} {board.seed}</span>;
  const now = find(board, board.current)?.position ?? 0;
  const next = board.groups.flatMap((g) => g.rows).filter((r) => !r.released && !r.absence && r.position > now).sort((a, b) => a.position - b.position).slice(0, 3);
  return <span>{next.length > 0 && <>{t("contest.board.next")} {next.map((r) => `${r.name}${aside(r.title)}`).join("　")}</>}</span>;
}
