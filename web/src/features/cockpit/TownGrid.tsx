import type { Grid, GridCell } from "../../api/cockpit";
import { t } from "../../app/language";
import { partOf } from "./part";

interface Props { grid: Grid; open: (unit: number) => void }

/** A row a town, a cell a village, darker is more; at the row's end the town as a bar, against the county's line where it is a share. */
export function TownGrid({ grid, open }: Props) {
  const most = grid.share ? "1" : grid.towns.reduce((max, town) => (Number(town.value ?? 0) > Number(max) ? (town.value ?? max) : max), "0");
  const line = grid.share && grid.value !== null ? partOf(grid.value, most) : undefined;
  return (
    <>
      <p className="small sentence">{grid.sentence} <span className="soft">{t(grid.share && grid.value !== null ? "cockpit.grid.note.share" : "cockpit.grid.note")}</span></p>
      <div className="scroll town-grid" tabIndex={0}>
        <table>
          <tbody>
            {grid.towns.map((town) => (
              <tr key={town.unit_id}>
                <th scope="row">{town.title}</th>
                <td>{town.cells.map((cell) => <Cell key={cell.unit_id} cell={cell} open={open} />)}</td>
                {grid.value !== null && (
                  <>
                    <td className="right tabular nowrap"><button type="button" className="figure" aria-label={`${town.title} ${town.display}`} onClick={() => open(town.unit_id)}>{town.display}</button></td>
                    <td className="town-bar" aria-hidden="true"><div className="bullet"><i className={below(town.value, grid) ? "behind" : undefined} style={{ width: `${partOf(town.value ?? "0", most)}%` }} />{line !== undefined && <b style={{ left: `${line}%` }} />}</div></td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const below = (value: string | null, grid: Grid): boolean => grid.share && value !== null && grid.value !== null && Number(value) < Number(grid.value);

function Cell({ cell, open }: { cell: GridCell; open: (unit: number) => void }) {
  const words = `${cell.title} ${cell.value === null ? t("mark.missing") : cell.display}`;
  return <button type="button" className={cell.value === null ? "cell missing" : `cell shade-${cell.shade}`} title={words} aria-label={words} onClick={() => open(cell.unit_id)} />;
}
