import { Input, InputNumber, Radio, Select } from "antd";
import type { FieldView, Titles, Value } from "../api/contract";
import { t } from "../app/language";
import { FileBox } from "./FileBox";
import { referenceTitle } from "./fieldText";
import { PersonSelect } from "./PersonSelect";
import { RecordSelect } from "./RecordSelect";
import { UnitSelect } from "./UnitSelect";
import { fromPercent, toPercent } from "./percent";

interface Props { field: FieldView; value: Value | undefined; titles?: Titles; fault?: string; disabled?: boolean; files?: { id: number; name: string }[]; change: (value: Value) => void }

/** One field of a record, with its help and its fault beside it. */
export function FieldInput(props: Props) {
  const { field, fault } = props;
  const id = `f-${field.id}`;
  return (
    <div className="field">
      <label htmlFor={id}>{field.title}{field.required && <span aria-hidden="true" className="needed"> *</span>}</label>
      <Editor {...props} id={id} />
      {field.help && <span className="help">{field.help}</span>}
      {fault && <span className="fault" role="alert">{fault}</span>}
    </div>
  );
}

function Editor({ field, value, titles, fault, disabled, files, change, id }: Props & { id: string }) {
  const text = value === null || value === undefined ? "" : String(value);
  const shared = { id, disabled, status: fault ? ("error" as const) : undefined, "aria-required": field.required };
  const put = (v: string) => change(v === "" ? null : v);
  switch (field.type) {
    case "long_text": return <Input.TextArea {...shared} autoSize={{ minRows: 2 }} maxLength={field.max_length} showCount value={text} onChange={(e) => put(e.target.value)} />;
    case "integer": return <InputNumber<string> {...shared} stringMode precision={0} value={text || null} onChange={(v) => put(v === null ? "" : String(v))} suffix={field.unit} style={{ width: 220 }} />;
    case "decimal": return <InputNumber<string> {...shared} stringMode precision={field.decimals} value={text || null} onChange={(v) => put(v === null ? "" : String(v))} suffix={field.unit} style={{ width: 220 }} />;
    case "money": return <InputNumber<string> {...shared} stringMode precision={2} value={text || null} onChange={(v) => put(v === null ? "" : String(v))} suffix={t("common.yuan")} style={{ width: 220 }} />;
    case "share": return <InputNumber<string> {...shared} stringMode min="0" max="100" value={toPercent(text) || null} onChange={(v) => put(v === null ? "" : fromPercent(String(v)))} suffix="%" style={{ width: 220 }} />;
    case "date": return <Input {...shared} type="date" value={text} onChange={(e) => put(e.target.value)} style={{ width: 220 }} />;
    case "month": return <Input {...shared} type="month" placeholder="2022-06" value={text} onChange={(e) => put(e.target.value)} style={{ width: 220 }} />;
    case "half_year": return <Input {...shared} placeholder="2022H1" value={text} onChange={(e) => put(e.target.value)} style={{ width: 220 }} />;
    case "quarter": return <Input {...shared} placeholder="2022Q1" value={text} onChange={(e) => put(e.target.value)} style={{ width: 220 }} />;
    case "year": return <Input {...shared} inputMode="numeric" maxLength={4} placeholder="2022" value={text} onChange={(e) => put(e.target.value)} style={{ width: 220 }} />;
    case "bool": return <Radio.Group disabled={disabled} value={value ?? undefined} onChange={(e) => change(e.target.value as boolean)} options={[{ value: true, label: t("common.yes") }, { value: false, label: t("common.no") }]} />;
    case "choice": return <Select {...shared} allowClear value={text || undefined} onChange={(v?: string) => put(v ?? "")} options={field.options?.map((o) => ({ value: o.id, label: o.title }))} />;
    case "choices": return <Select {...shared} mode="multiple" value={Array.isArray(value) ? value : []} onChange={(v: string[]) => change(v)} options={field.options?.map((o) => ({ value: o.id, label: o.title }))} />;
    case "unit": return <UnitSelect id={id} disabled={disabled} kind={field.of} value={text ? Number(text) : undefined} onChange={(v) => change(v ?? null)} />;
    case "person": return <PersonSelect label={titles && referenceTitle(field, value, titles)} id={id} disabled={disabled} value={text ? Number(text) : undefined} onChange={(v) => change(v ?? null)} />;
    case "record": return <RecordSelect label={referenceTitle(field, value, titles)} id={id} disabled={disabled} register={field.of ?? ""} value={text ? Number(text) : undefined} onChange={(v) => change(v === undefined ? null : String(v))} />;
    case "file": return <FileBox disabled={disabled} files={text ? [{ id: Number(text), name: files?.find((f) => f.id === Number(text))?.name ?? t("assess.file", { id: text }) }] : []} change={(files) => change(files[files.length - 1]?.id ?? null)} />;
    case "formula": return <span id={id} className="soft">{text || "—"}</span>;
    default: return <Input {...shared} maxLength={field.max_length} inputMode={field.type === "phone" ? "tel" : undefined} value={text} onChange={(e) => put(e.target.value)} />;
  }
}
