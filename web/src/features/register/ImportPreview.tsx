import type { ImportFault, ImportResult } from "../../api/contract";
import { marks, t } from "../../app/language";
import { SheetPreview } from "./SheetPreview";

const listed = 50;

/** What is wrong, each with its remedy and a way to its cell; then the sheet itself. */
export function ImportPreview({ result }: { result: ImportResult }) {
  const shown = new Set(result.preview?.rows.map((r) => r.row));
  return (
    <>
      {result.errors.length > 0 && (
        <ul className="fault-list">
          {result.errors.slice(0, listed).map((e, i) => <li key={i}><Place fault={e} there={shown.has(e.row)} /> {e.column}{e.value && `“${e.value}”`}{marks().colon}{e.message} {e.hint}</li>)}
          {result.errors.length > listed && <li>{t("import.more", { n: result.errors.length - listed })}</li>}
        </ul>
      )}
      {result.ignored.length > 0 && <p className="notice">{t("import.ignored", { names: result.ignored.join(marks().comma) })}</p>}
      {result.preview && result.preview.rows.length > 0 && <SheetPreview preview={result.preview} rows={result.rows} />}
    </>
  );
}

function Place({ fault, there }: { fault: ImportFault; there: boolean }) {
  const place = `${fault.sheet} ${fault.cell}`;
  if (!there) return <strong>{place}</strong>;
  const go = () => {
    const cell = document.getElementById(`cell-${fault.cell}`) ?? document.getElementById(`row-${fault.row}`);
    cell?.scrollIntoView({ block: "center", inline: "center" });
    cell?.focus({ preventScroll: true });
  };
  return <button type="button" className="link strong" onClick={go}>{place}</button>;
}
