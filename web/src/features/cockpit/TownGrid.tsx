import type { Cockpit } from "../../api/contract";
import { t } from "../../app/language";

/** A row a town, a cell a village; darker is more. The value is in each cell's name, and shows under the pointer and by keyboard. */
export function TownGrid({ grid }: { grid: NonNullable<Cockpit["grid"]> }) {
  return (
    <section className="card town-grid">
      <h2>{grid.title}</h2>
      <table>
        <tbody>
          {grid.towns.map((town) => (
            <tr key={town.title}>
              <th scope="row">{town.title}</th>
              <td>{town.cells.map((cell) => <span key={cell.title} tabIndex={0} className={cell.value === null ? "cell missing" : "cell"} style={cell.value === null ? undefined : { background: `rgba(140, 90, 75, ${(0.1 + 0.8 * cell.shade).toFixed(2)})` }} title={`${cell.title} ${cell.display}`} aria-label={`${town.title} ${cell.title} ${cell.display}`} />)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="soft small">{t("cockpit.grid.note")}</p>
    </section>
  );
}
