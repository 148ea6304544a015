import { Input, Modal, Radio } from "antd";
import { useState } from "react";
import { t } from "../app/language";
import { ActionFault } from "./ErrorState";

interface Props {
  title: string; explain?: string; reasons?: string[]; busy?: boolean; error?: unknown; danger?: boolean;
  onCancel: () => void; onReason: (reason: string) => void;
}

/** Asks why before something is returned, removed or overridden. The dialog stays open until the server has agreed. */
export function ReasonDialog({ title, explain, reasons = [], busy, error, danger, onCancel, onReason }: Props) {
  const [chosen, setChosen] = useState<string | undefined>(reasons.length ? undefined : "");
  const [words, setWords] = useState("");
  const reason = chosen || words.trim();
  return (
    <Modal open title={title} okText={t("common.confirm")} cancelText={t("common.cancel")} confirmLoading={busy} onCancel={onCancel}
      okButtonProps={{ disabled: !reason, danger }} onOk={() => onReason(reason)} destroyOnHidden>
      {explain && <p>{explain}</p>}
      {reasons.length > 0 && (
        <Radio.Group value={chosen} onChange={(e) => setChosen(e.target.value as string)} className="stack" style={{ display: "grid" }}>
          {reasons.map((r) => <Radio key={r} value={r}>{r}</Radio>)}
          <Radio value="">{t("common.reason.other")}</Radio>
        </Radio.Group>
      )}
      {chosen === "" && (
        <div className="field">
          <label htmlFor="reason">{t("common.reason")}</label>
          <Input.TextArea id="reason" autoFocus rows={3} maxLength={500} showCount value={words} onChange={(e) => setWords(e.target.value)} placeholder={t("dialog.reason.placeholder")} />
          <span className="help">{t("common.reason.required")}</span>
        </div>
      )}
      <ActionFault error={error} />
    </Modal>
  );
}
