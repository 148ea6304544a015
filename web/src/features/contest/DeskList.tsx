import { t } from "../../app/language";
import { Mark } from "../../ui/Mark";
import type { Desk, DeskRow } from "./queries";

/** Everyone in the order of the draw, with what each waits for. */
export function DeskList({ desk, chosen, choose }: { desk: Desk; chosen: number; choose?: (id: number) => void }) {
  return (
    <section className="card">
      <h2>{t("contest.order")}</h2>
      <div className="desk-list scroll" tabIndex={0}>
        <table className="sheet">
          <thead><tr><th className="right">{t("contest.position")}</th><th>{t("contest.contestant")}</th><th className="right wide">{t("contest.group.short")}</th><th>{t("contest.progress")}</th><th className="right">{t("contest.total")}</th></tr></thead>
          <tbody>
            {desk.rows.map((r) => (
              <tr key={r.id} className={`${r.id === chosen ? "chosen" : ""} ${r.id === desk.board.current ? "on" : ""}`}>
                <td className="right">{r.position || "—"}</td>
                <td>{choose ? <button type="button" className="link" onClick={() => choose(r.id)}>{r.name}</button> : r.name} <span className="soft">{r.town_title} {r.title}</span></td>
                <td className="right wide">{r.group}</td>
                <td><Progress desk={desk} row={r} /></td>
                <td className="right strong">{r.points ?? "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Progress({ desk, row }: { desk: Desk; row: DeskRow }) {
  if (row.released) return <Mark kind="good">{t("contest.released")}</Mark>;
  if (row.absence) return <Mark kind="missing">{t(`contest.absence.${row.absence}`)}</Mark>;
  const sheets = row.standing.parts.reduce((n, p) => n + p.sheets, 0);
  if (desk.state === "planned" || sheets === 0) return <span className="soft">{t("contest.waits")}</span>;
  const late = row.waiting.reduce((n, w) => n + w.judges.length, 0);
  if (late === 0 && !row.standing.missing) return <Mark kind="gold">{t("contest.ready")}</Mark>;
  return <span className="soft">{late > 0 ? t("contest.missing_judges", { n: late }) : t("contest.missing_peers")}</span>;
}
