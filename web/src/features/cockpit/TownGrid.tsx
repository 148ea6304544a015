import { Link } from "@tanstack/react-router";
import { Select } from "antd";
import type { Cockpit, GridCell } from "../../api/contract";
import { t } from "../../app/language";

type Grid = NonNullable<Cockpit["grid"]>;

interface Props { grid: Grid; measures: Cockpit["measures"]; pick: (measure: string) => void }

/** A row a town, a cell a village; darker is more. Each cell is a door to the village's registers, and its name tells the value. */
export function TownGrid({ grid, measures, pick }: Props) {
  return (
    <section className="card town-grid">
      <div className="row spread">
        <h2>{grid.title}</h2>
        {measures.length > 1 && <Select className="no-print" aria-label={t("cockpit.measure")} value={grid.measure} onChange={pick} options={measures.map((m) => ({ value: m.id, label: m.title }))} popupMatchSelectWidth={false} />}
      </div>
      <div className="scroll" tabIndex={0}>
        <table>
          <tbody>
            {grid.towns.map((town) => (
              <tr key={town.title}><th scope="row">{town.title}</th><td>{town.cells.map((cell) => <Cell key={cell.unit_id} cell={cell} />)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="soft small">{t("cockpit.grid.note")}</p>
    </section>
  );
}

function Cell({ cell }: { cell: GridCell }) {
  const words = `${cell.title} ${cell.value === null ? t("mark.missing") : cell.display}`;
  return <Link to="/registers" search={{ unit: cell.unit_id }} preload={false} className={cell.value === null ? "cell missing" : `cell shade-${cell.shade}`} title={words} aria-label={words} />;
}
