import type { Board, BoardRow } from "./queries";

export interface BoardSheet { group: number; number: number; of: number; rows: BoardRow[] }

/** What is released, group by group and page by page; of one group alone where it is named. */
export function pagesOf(board: Board, group: number | undefined, perPage: number): BoardSheet[] {
  return board.groups.filter((g) => group === undefined || g.number === group).flatMap((g) => {
    const rows = g.rows.filter((r) => r.released);
    const of = Math.ceil(rows.length / perPage);
    return Array.from({ length: of }, (_, i) => ({ group: g.number, number: i + 1, of, rows: rows.slice(i * perPage, (i + 1) * perPage) }));
  });
}
