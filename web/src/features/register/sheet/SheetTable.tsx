import { Button } from "antd";
import { useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import { api, reply } from "../../../api/client";
import type { RecordRow, RegisterView, Unit } from "../../../api/contract";
import { useAccountId } from "../../../api/session";
import { t } from "../../../app/language";
import { announce } from "../../../ui/announce";
import { useDraft } from "../../../ui/drafts";
import { ActionFault } from "../../../ui/ErrorState";
import { fieldText } from "../../../ui/fieldText";
import { readBlock } from "../block";
import { RecordPanel } from "../RecordPanel";
import { useRecordAction } from "../queries";
import { groupsOf, layOver, placeKey, readInto, rowsOf, step, storedOf, type Changes, type Place } from "./sheet";

interface Props { register: RegisterView; period: string; records: RecordRow[]; units: Unit[] }

/** Cells to type into by number or word, to move about by arrow keys, and to paste blocks over; kept on the device until they are saved. */
export function SheetTable({ register, period, records, units }: Props) {
  const columnField = register.fields.find((f) => f.id === register.grid?.columns);
  const valueField = register.fields.find((f) => f.id === register.grid?.value);
  const stored = useMemo(() => storedOf(records, register), [records, register]);
  const draft = useDraft<Changes>(`${useAccountId()}.sheet.${register.id}.${period}.${units[0]?.parent_id ?? 0}`, {});
  const past = useRef<Changes[]>([]);
  const [open, setOpen] = useState<number>();
  const [note, setNote] = useState("");
  const save = useRecordAction(register.id, () => reply(api.POST("/api/registers/{register}/records/bulk", { params: { path: { register: register.id } }, body: { rows: rowsOf(draft.value, stored, register, period) } })));
  if (!columnField || !valueField) return null;
  const groups = groupsOf(columnField);
  const columns = groups.flatMap((g) => g.columns.map((c) => c.id));
  const rows = units.map((u) => u.id);
  const count = Object.keys(draft.value).length;
  const change = (next: Changes) => { save.reset(); past.current.push(draft.value); draft.set({ ...draft.value, ...next }); };
  const undo = () => { const last = past.current.pop(); if (last) draft.set(last); };
  const locked = (key: string) => !register.may_fill || stored.get(key)?.state === "checked";
  const put = (at: Place, text: string) => {
    const value = readInto(valueField, text);
    const key = placeKey(at);
    if (value !== undefined && !locked(key)) change({ [key]: value });
    return value !== undefined;
  };
  const submit = () => save.mutate(undefined, { onSuccess: () => { announce(t("block.saved", { n: count })); draft.drop(); draft.set({}); past.current = []; } });
  const focus = (table: HTMLElement | null, at: Place) => table?.querySelector<HTMLElement>(`[data-place="${placeKey(at)}"]`)?.focus();
  const onKey = (event: KeyboardEvent<HTMLElement>, at: Place) => {
    const table = event.currentTarget.closest("table");
    const command = event.ctrlKey || event.metaKey;
    const to = step(event.key, at, rows, columns);
    if (command && event.key === "z") undo();
    else if (command && event.key === "s") { if (count > 0) submit(); }
    else if (command) return;
    else if (event.key === "Escape") { const rest = { ...draft.value }; delete rest[placeKey(at)]; past.current.push(draft.value); draft.set(rest); }
    else if (to) focus(table, to);
    else if (event.key.length === 1 && put(at, event.key)) { const next = step("ArrowRight", at, rows, columns) ?? at; focus(table, next); }
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent, at: Place) => {
    event.preventDefault();
    const { changes, refused } = layOver(readBlock(event.clipboardData.getData("text/plain")), at, rows, columns, valueField);
    const free = Object.fromEntries(Object.entries(changes).filter(([key]) => !locked(key)));
    change(free);
    setNote(t("sheet.pasted", { n: Object.keys(free).length }) + (refused + Object.keys(changes).length - Object.keys(free).length > 0 ? t("sheet.refused", { n: refused + Object.keys(changes).length - Object.keys(free).length }) : ""));
  };
  return (
    <section className="card">
      <p className="row small legend no-print">{register.may_fill && valueField.options?.map((o, i) => <span key={o.id}><kbd>{i + 1}</kbd> {o.title}</span>)}<span className="soft">{t("sheet.keys")}</span></p>
      <div className="scroll" tabIndex={0}>
        <table className="sheet cells fillable">
          <thead>
            <tr><th rowSpan={2}>{t("register.owner")}</th>{groups.map((g) => <th key={g.title} colSpan={g.columns.length} className="group">{g.title}</th>)}</tr>
            <tr>{groups.flatMap((g) => g.columns.map((c, i) => <th key={c.id} className={i === 0 ? "column begins" : "column"} title={c.title}>{c.title}</th>))}</tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.id}>
                <th scope="row">{unit.title}</th>
                {columns.map((column) => {
                  const at = { unit: unit.id, column };
                  const key = placeKey(at);
                  const kept = stored.get(key);
                  const changed = key in draft.value;
                  const value = changed ? draft.value[key] ?? null : kept?.value ?? null;
                  const words = value === null ? "" : fieldText(valueField, value, "yuan");
                  const order = valueField.options?.findIndex((o) => o.id === value) ?? -1;
                  const title = `${unit.title} ${columnField.options?.find((o) => o.id === column)?.title} ${words || t("sheet.blank")}${changed ? ` ${t("sheet.unsaved")}` : ""}`;
                  return (
                    <td key={column} className={changed ? "changed" : undefined}>
                      <button type="button" data-place={key} className={`entry order-${order}${kept?.state === "checked" ? " kept" : ""}`} title={title} aria-label={title}
                        onKeyDown={(e) => onKey(e, at)} onPaste={(e) => onPaste(e, at)} onDoubleClick={() => kept && setOpen(kept.id)}>{words}</button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note && <p className="small soft" role="status">{note}</p>}
      <ActionFault error={save.error} />
      {register.may_fill && <div className="row no-print foot"><Button type="primary" disabled={count === 0} loading={save.isPending} onClick={submit}>{t("sheet.save", { n: count })}</Button><Button disabled={past.current.length === 0} onClick={undo}>{t("common.undo")}</Button><span className="soft small">{t("sheet.detail")}</span></div>}
      {open !== undefined && <RecordPanel register={register} record={open} close={() => setOpen(undefined)} />}
    </section>
  );
}
