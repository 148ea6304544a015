import type { ImportResult } from "../../api/contract";
import { t } from "../../app/language";

type Preview = NonNullable<ImportResult["preview"]>;

/** The sheet as it was read, with its own letters and row numbers; a faulty cell says what is wrong in it. */
export function SheetPreview({ preview, rows }: { preview: Preview; rows: number }) {
  return (
    <>
      <p className="soft small">{t("import.preview", { shown: preview.rows.length, n: rows })}</p>
      <div className="scroll preview-box" tabIndex={0}>
        <table className="sheet preview">
          <thead>
            <tr><th />{preview.columns.map((c) => <th key={c.letters} className={c.understood ? undefined : "soft"}><span className="letter">{c.letters}</span>{c.title}{!c.understood && c.title && <div className="small">{t("import.not_taken")}</div>}</th>)}</tr>
          </thead>
          <tbody>{preview.rows.map((row) => <Row key={row.row} row={row} columns={preview.columns} />)}</tbody>
        </table>
      </div>
    </>
  );
}

function Row({ row, columns }: { row: Preview["rows"][number]; columns: Preview["columns"] }) {
  const whole = row.faults?.[""];
  return (
    <tr>
      <th scope="row" id={`row-${row.row}`} tabIndex={whole ? -1 : undefined} className={whole ? "faulty" : undefined}>{row.row}{whole && <div className="small">{whole}</div>}</th>
      {columns.map((column, i) => {
        const fault = row.faults?.[column.letters];
        return <td key={column.letters} id={fault && `cell-${column.letters}${row.row}`} tabIndex={fault ? -1 : undefined} className={fault ? "faulty" : column.understood ? undefined : "soft"}>{row.cells[i]}{fault && <div className="small">{fault}</div>}</td>;
      })}
    </tr>
  );
}
