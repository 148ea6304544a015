import { Input, Modal } from "antd";
import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";
import { useSheets, useStep, type Desk, type DeskRow, type Sheet } from "./queries";

/** Every sheet of a contestant, the replaced ones too; before confirmation one can be corrected, with a reason. */
export function SheetsTable({ desk, row }: { desk: Desk; row: DeskRow }) {
  const sheets = useSheets(desk.id, row.id);
  const [correcting, setCorrecting] = useState<Sheet>();
  const part = (id: string) => desk.parts.find((p) => p.id === id);
  const may = desk.state === "open" || desk.state === "scored";
  return (
    <QueryView query={sheets}>
      {(items) => (
        <div className="scroll" tabIndex={0}>
          <table className="sheet">
            <thead><tr><th>{t("contest.part")}</th><th>{t("contest.scorer")}</th><th>{t("contest.marks")}</th><th className="right">{t("contest.sum")}</th><th className="wide">{t("contest.arrived")}</th><th /></tr></thead>
            <tbody>
              {items.map((s, i) => (
                <tr key={i} className={s.counts ? "" : "soft"}>
                  <td>{part(s.part)?.title}</td><td>{s.title}</td>
                  <td>{part(s.part)?.aspects.map((a) => `${a.title} ${s.marks[a.id] ?? "—"}`).join(" · ")}{s.reason && <div className="small">{t("contest.corrected_by", { by: s.actor, why: s.reason })}</div>}</td>
                  <td className="right">{s.sum}</td><td className="wide">{time(s.at)}</td>
                  <td>{s.counts ? may && <button type="button" className="link" onClick={() => setCorrecting(s)}>{t("contest.correct")}</button> : <Mark kind="plain">{t("contest.replaced")}</Mark>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {correcting && <Correction desk={desk} row={row} sheet={correcting} close={() => setCorrecting(undefined)} />}
        </div>
      )}
    </QueryView>
  );
}

function Correction({ desk, row, sheet, close }: { desk: Desk; row: DeskRow; sheet: Sheet; close: () => void }) {
  const queries = useQueryClient();
  const [marks, setMarks] = useState(sheet.marks);
  const [reason, setReason] = useState("");
  const part = desk.parts.find((p) => p.id === sheet.part);
  const correct = useStep(desk.id, () => reply(api.POST("/api/contests/{id}/corrections", { params: { path: { id: desk.id } }, body: { contestant: row.id, part: sheet.part, account: sheet.account, marks, reason } })));
  const submit = () => correct.mutate(undefined, { onSuccess: () => { close(); void queries.invalidateQueries({ queryKey: ["contests", desk.id, "sheets", row.id] }); } });
  return (
    <Modal open title={t("contest.correct.title", { who: row.name })} okText={t("contest.correct")} cancelText={t("common.cancel")} okButtonProps={{ disabled: !reason.trim() }} confirmLoading={correct.isPending} onCancel={close} onOk={submit}>
      <p className="soft">{t("contest.correct.explain")} {sheet.title}</p>
      {part?.aspects.map((a) => (
        <div key={a.id} className="field"><label htmlFor={`mark-${a.id}`}>{a.title} <span className="soft">{t("contest.pad.of", { of: a.points })}</span></label><Input id={`mark-${a.id}`} inputMode="decimal" value={marks[a.id]} onChange={(e) => setMarks({ ...marks, [a.id]: e.target.value.trim() })} /></div>
      ))}
      <div className="field"><label htmlFor="why">{t("common.reason")}</label><Input.TextArea id="why" maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} /><span className="help">{t("common.reason.required")}</span></div>
      <ActionFault error={correct.error} />
    </Modal>
  );
}
