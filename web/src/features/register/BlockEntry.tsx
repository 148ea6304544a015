import { Button } from "antd";
import { useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { api, Problem, reply } from "../../api/client";
import type { BulkRow, RegisterView } from "../../api/contract";
import { useUnits } from "../../api/org";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { useDraft } from "../../ui/drafts";
import { ActionFault } from "../../ui/ErrorState";
import { fieldHeading } from "../../ui/fieldText";
import { findUnit, layBlock, readBlock, readCell, type Cells } from "./block";
import { faultsOf } from "./blockFaults";
import { useRecordAction } from "./queries";

const entryTypes = ["text", "long_text", "integer", "decimal", "money", "share", "date", "month", "quarter", "half_year", "year", "bool", "choice", "phone"];

/** A grid to type or paste into; it is saved whole or not at all, and says which cell is wrong. */
export function BlockEntry({ register, close }: { register: RegisterView; close: () => void }) {
  const units = useUnits().data ?? [];
  const fields = register.fields.filter((f) => entryTypes.includes(f.type));
  const width = fields.length + 1;
  const draft = useDraft<Cells>(`${useAccountId()}.block.${register.id}`, Array.from({ length: 6 }, () => Array.from({ length: width }, () => "")));
  const [tried, setTried] = useState(false);
  const grid = draft.value;
  const filled = grid.map((cells, row) => ({ cells, row })).filter(({ cells }) => cells.some((c) => c !== ""));
  const rows: BulkRow[] = filled.map(({ cells }) => ({ unit_id: findUnit(cells[0] ?? "", register.owner, units)?.id, values: Object.fromEntries(fields.map((f, i) => [f.id, readCell(f, cells[i + 1] ?? "") ?? null])) }));
  const save = useRecordAction(register.id, () => reply(api.POST("/api/registers/{register}/records/bulk", { params: { path: { register: register.id } }, body: { rows } })));
  const faults = faultsOf({ register, fields, filled, units, problem: save.error instanceof Problem ? save.error : undefined, strict: tried });
  const submit = () => {
    setTried(true);
    if (faultsOf({ register, fields, filled, units, strict: true }).size === 0) save.mutate(undefined, { onSuccess: () => { draft.drop(); announce(t("block.saved", { n: rows.length })); close(); } });
  };
  const set = (row: number, column: number, text: string) => { save.reset(); draft.set(layBlock(grid, [[text]], row, column, width)); };
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const block = readBlock(event.clipboardData.getData("text/plain"));
    if (block.length === 1 && block[0]?.length === 1) return;
    event.preventDefault();
    save.reset();
    draft.set(layBlock(grid, block, row, column, width));
  };
  const move = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number) => {
    const step = event.key === "ArrowDown" || event.key === "Enter" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    if (step === 1 && row === grid.length - 1) draft.set([...grid, Array.from({ length: width }, () => "")]);
    const table = event.currentTarget.closest("table");
    window.setTimeout(() => table?.querySelector<HTMLInputElement>(`[data-at="${row + step}.${column}"]`)?.focus());
  };
  return (
    <section className="card block">
      <div className="row spread"><strong>{t("block.title")}</strong><span className="soft small">{t("block.help")}</span></div>
      <div className="scroll" tabIndex={0}>
        <table className="sheet grid">
          <thead><tr><th>{t("register.owner")}</th>{fields.map((f) => <th key={f.id}>{fieldHeading(f, "yuan")}{f.required && " *"}</th>)}</tr></thead>
          <tbody>
            {grid.map((cells, row) => (
              <tr key={row}>
                {Array.from({ length: width }, (_, column) => {
                  const fault = faults.get(`${row}.${column}`);
                  return <td key={column} className={fault ? "faulty" : undefined} title={fault}><input data-at={`${row}.${column}`} aria-invalid={fault !== undefined} aria-label={`${row + 1} ${column === 0 ? t("register.owner") : fields[column - 1]?.title ?? ""}`} value={cells[column] ?? ""} onChange={(e) => set(row, column, e.target.value)} onPaste={(e) => paste(e, row, column)} onKeyDown={(e) => move(e, row, column)} /></td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.size > 0 && <ul className="fault-list">{[...faults].slice(0, 8).map(([at, words]) => <li key={at}>{t("block.at", { row: Number(at.split(".")[0]) + 1 })} {words}</li>)}</ul>}
      <ActionFault error={save.error} />
      <div className="row"><Button type="primary" disabled={rows.length === 0} loading={save.isPending} onClick={submit}>{t("block.save", { n: rows.length })}</Button><Button onClick={close}>{t("common.close")}</Button></div>
    </section>
  );
}
