import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import { useState } from "react";
import type { RecordDetail, RegisterView } from "../../api/contract";
import { t } from "../../app/language";
import { fieldHeading, fieldText } from "../../ui/fieldText";
import { time } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { useMoneyUnit } from "../../ui/moneyUnit";
import { QueryView } from "../../ui/QueryView";
import { History } from "./History";
import { useRecord } from "./queries";
import { RecordActions, type Editing } from "./RecordActions";
import { RecordForm } from "./RecordForm";
import { shownState, stateMark } from "./words";

interface Props { register: RegisterView; record: number | "new"; reason?: string; close: () => void }

export function RecordPanel({ register, record, reason, close }: Props) {
  const query = useRecord(register.id, record === "new" ? undefined : record, reason);
  const [editing, setEditing] = useState<Editing>();
  return (
    <Drawer open size={560} title={record === "new" ? `${t("common.add")} · ${register.title}` : register.title} onClose={close}>
      {record === "new" ? <RecordForm register={register} mode="new" done={close} /> : (
        <QueryView query={query}>
          {(r) => editing
            ? <RecordForm register={register} mode={editing} record={r} done={() => setEditing(undefined)} />
            : <><Facts register={register} record={r} /><RecordActions register={register} record={r} edit={setEditing} closed={close} /><History register={register} revisions={r.history} titles={r.titles} /></>}
        </QueryView>
      )}
    </Drawer>
  );
}

function Facts({ register, record }: { register: RegisterView; record: RecordDetail }) {
  const unit = useMoneyUnit();
  return (
    <>
      <div className="row"><strong>{record.person_name ?? record.unit_title}</strong><span className="soft">{record.person_name ? record.unit_title : record.town_title}</span><Mark kind={stateMark[shownState(record)]}>{t(`record.${shownState(record)}`)}</Mark></div>
      {register.matter && <p><Link to="/matters/$matter/$record" params={{ matter: register.matter, record: record.id }}>{t("register.to_matter")}</Link></p>}
      {record.note && <p className="notice warn">{record.note}</p>}
      <dl className="facts">
        {register.fields.map((f) => (
          <div key={f.id}><dt>{fieldHeading(f, unit)}</dt><dd className="tabular">{f.type === "file" && record.values[f.id] ? <a href={`/api/files/${String(record.values[f.id])}`} target="_blank" rel="noreferrer">{record.files.find((file) => file.id === Number(record.values[f.id]))?.name ?? t("register.evidence")}</a> : fieldText(f, record.values[f.id], unit, record.titles) || "—"}</dd></div>
        ))}
      </dl>
      <p className="soft small">{t("register.filled_by", { who: record.filled_by, at: time(record.filled_at) })}{record.checked_by && ` · ${t("register.checked_by", { who: record.checked_by, at: time(record.checked_at) })}`}</p>
    </>
  );
}
