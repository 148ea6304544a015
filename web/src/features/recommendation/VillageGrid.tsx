import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { CriterionView, EntryRow, ReviewList } from "../../api/contract";
import { marks, t } from "../../app/language";
import { hundredths, points } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { RatingCell } from "./RatingCell";
import type { Forms } from "./ratings";
import { shadeOf } from "./shade";

interface Props { criteria: CriterionView[]; entries: EntryRow[]; round: number; ratings?: { list: ReviewList; forms: Forms } }

/** Villages as columns, criteria as rows; a cell is darker the better it is within its row. Where the town gives points itself, it gives them here, beside the figures. */
export function VillageGrid({ criteria, entries, round, ratings }: Props) {
  const [open, setOpen] = useState<string[]>([]);
  const toggle = (id: string) => setOpen(open.includes(id) ? open.filter((o) => o !== id) : [...open, id]);
  return (
    <div className="scroll card grid-card" tabIndex={0}>
      <table className="sheet villages">
        <thead>
          <tr><th className="stick" />{entries.map((e) => (
            <th key={e.id} className="right"><Link to="/rounds/$round" params={{ round: String(round) }} search={{ entry: e.id }}>{e.subject.title}</Link>
              {e.vetoed && <div><Mark kind="veto" title={e.veto_reasons.join(marks().semicolon)}>{t("mark.veto")}</Mark></div>}{e.incomplete && <div><Mark kind="missing">{t("mark.missing")}</Mark></div>}
            </th>
          ))}</tr>
        </thead>
        <tbody>
          {ratings?.list.scale.map((scale) => (
            <tr key={scale.key} className="rated">
              <th scope="row" className="stick" title={scale.anchors.map((a) => `${a.points} ${a.text}`).join("\n")}>{scale.title} <span className="soft">{scale.of}</span><div className="small soft">{t("recommend.own_points")}</div></th>
              {entries.map((e) => <RatingCell key={e.id} scale={scale} village={e.subject.title} list={ratings.list} form={ratings.forms[e.id]} />)}
            </tr>
          ))}
          <Cells title={t("round.total")} values={entries.map((e) => e.total)} strong />
          {criteria.flatMap((c) => [
            <Cells key={c.id} title={<button type="button" className="link" aria-expanded={open.includes(c.id)} onClick={() => toggle(c.id)}>{open.includes(c.id) ? "▾" : "▸"} {c.title} <span className="soft">{c.points}</span></button>} values={entries.map((e) => e.criteria.find((k) => k.id === c.id)?.points)} />,
            ...(open.includes(c.id) ? c.indicators.map((x) => <Cells key={`${c.id}.${x.id}`} inner title={<>{x.title} <span className="soft">{x.points}</span></>} values={entries.map((e) => cellOf(e, `${c.id}.${x.id}`))} />) : []),
          ])}
        </tbody>
      </table>
    </div>
  );
}

function cellOf(entry: EntryRow, key: string): string | undefined {
  const found = entry.indicators?.find((i) => i.id === key);
  return found?.state === "missing" ? t("mark.missing") : found?.points;
}

function Cells({ title, values, strong, inner }: { title: React.ReactNode; values: (string | undefined)[]; strong?: boolean; inner?: boolean }) {
  const numbers = values.map((v) => hundredths(v ?? ""));
  return (
    <tr className={inner ? "inner" : undefined}>
      <th scope="row" className="stick">{title}</th>
      {values.map((v, i) => <td key={i} className={strong ? "right strong" : "right"} style={{ background: shadeOf(numbers[i] ?? 0, numbers) }}>{points(v)}</td>)}
    </tr>
  );
}
