import type { ImportResult } from "../../api/contract";
import { t } from "../../app/language";

/** The sheet itself, its faulty cells marked, and each remedy in words. */
export function ImportPreview({ result }: { result: ImportResult }) {
  return (
    <>
      {result.errors.length > 0 && (
        <ul className="fault-list">{result.errors.slice(0, 50).map((e, i) => <li key={i}><strong>{e.sheet} {e.cell}</strong> {e.column}{e.value && `“${e.value}”`}：{e.message} {e.hint}</li>)}{result.errors.length > 50 && <li>{t("import.more", { n: result.errors.length - 50 })}</li>}</ul>
      )}
      {result.ignored.length > 0 && <p className="notice">{t("import.ignored", { names: result.ignored.join("、") })}</p>}
      {result.preview && <div className="scroll">
        <table className="sheet preview">
          <thead><tr><th />{result.preview.header.map((h, i) => <th key={i}>{h}</th>)}</tr></thead>
          <tbody>{result.preview.rows.map((row) => <tr key={row.row}><th scope="row">{row.row}</th>{row.cells.map((cell, i) => { const fault = row.faults?.[String(i)]; return <td key={i} className={fault ? "faulty" : undefined} title={fault}>{cell}{fault && <div className="small">{fault}</div>}</td>; })}</tr>)}</tbody>
        </table>
      </div>}
    </>
  );
}
