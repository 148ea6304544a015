import { expect, test } from "vitest";
import { pagesOf } from "./boardPages";
import type { Board, BoardRow } from "./queries";

const row = (id: number, group: number, released: boolean): BoardRow => ({ id, group, position: id, code: "", title: "", name: "", town_title: "", released });
const board = { groups: [{ number: 1, rows: [row(1, 1, true), row(2, 1, true), row(3, 1, true), row(4, 1, false)] }, { number: 2, rows: [row(5, 2, true), row(6, 2, false)] }] } as Board;

test("only what is released is shown, page by page", () => expect(pagesOf(board, undefined, 2).map((p) => [p.group, p.number, p.of, p.rows.map((r) => r.id)])).toEqual([[1, 1, 2, [1, 2]], [1, 2, 2, [3]], [2, 1, 1, [5]]]));
test("of the group on stage alone", () => expect(pagesOf(board, 2, 2).map((p) => p.rows.map((r) => r.id))).toEqual([[5]]));
