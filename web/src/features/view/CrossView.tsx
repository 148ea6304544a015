import { Link } from "@tanstack/react-router";
import type { RecordRow, RegisterView, ViewDeclared } from "../../api/contract";
import { t } from "../../app/language";
import { fieldText } from "../../ui/fieldText";
import { crossOf } from "./lines";

/** A row for each owner, a column for each period or choice; what has none says so. */
export function CrossView({ register, cross, rows }: { register: RegisterView; cross: NonNullable<ViewDeclared["cross"]>; rows: RecordRow[] }) {
  const table = crossOf(rows, cross.columns);
  const column = register.fields.find((f) => f.id === cross.columns);
  const fields = register.fields.filter((f) => cross.cell.includes(f.id));
  return (
    <section className="card">
      <div className="scroll" tabIndex={0}>
        <table className="sheet cross">
          <thead><tr><th>{t("register.owner")}</th>{table.columns.map((c) => <th key={c}>{column ? fieldText(column, c) : c}</th>)}</tr></thead>
          <tbody>
            {table.rows.map((row, i) => (
              <tr key={row.unit} className={i > 0 && row.town !== table.rows[i - 1]?.town ? "town-begins" : undefined}>
                <th scope="row">{row.title} <span className="soft small">{row.town}</span></th>
                {table.columns.map((c) => (
                  <td key={c}>{row.cells.get(c)?.map((r) => <Link key={r.id} to="/registers/$register" params={{ register: register.id }} search={{ record: r.id }} preload={false}>{fields.map((f) => fieldText(f, r.values[f.id], "yuan", r.titles)).filter(Boolean).join(" · ")}</Link>) ?? <span className="soft">{t("view.none")}</span>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
