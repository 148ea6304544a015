import type { Moved, TownLeftOut } from "../../api/contract";
import { marks, t } from "../../app/language";
import { farthest } from "./moves";

interface Props { towns: TownLeftOut[]; sentence: string | undefined }

/** Whether the selection hangs on what a town gave its own: each town's ratings left out in turn, those that change it first. */
export function TownsLeftOut({ towns, sentence }: Props) {
  const changes = (town: TownLeftOut) => town.entered.length + town.left.length;
  const ordered = [...towns].sort((a, b) => changes(b) - changes(a) || b.moved.length - a.moved.length);
  return (
    <section className="card">
      <h2>{t("whatif.towns")}</h2>
      {towns.length === 0 ? <p className="soft">{t("whatif.towns.none")}</p> : (
        <>
          <p>{sentence}</p>
          <div className="scroll" tabIndex={0}>
            <table className="sheet towns">
              <thead><tr><th>{t("whatif.towns.town")}</th><th className="right">{t("whatif.towns.ratings")}</th><th>{t("whatif.towns.entered")}</th><th>{t("whatif.towns.left")}</th><th>{t("whatif.towns.moved")}</th></tr></thead>
              <tbody>
                {ordered.map((town) => (
                  <tr key={town.town} className={changes(town) > 0 ? "touched" : undefined}>
                    <th scope="row" className="nowrap">{town.town}</th><td className="right">{town.ratings}</td>
                    <td>{names(town.entered)}</td><td>{names(town.left)}</td><td>{moves(town.moved)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

const names = (titles: string[]): string => titles.join(marks().comma) || "—";
const rank = (value: number | null): string => (value === null ? "—" : String(value));

function moves(moved: Moved[]): string {
  if (moved.length === 0) return "—";
  const shown = farthest(moved, 3).map((m) => `${m.title} ${rank(m.from)}→${rank(m.to)}`).join(marks().comma);
  return moved.length > 3 ? t("whatif.towns.more", { shown, n: moved.length }) : shown;
}
