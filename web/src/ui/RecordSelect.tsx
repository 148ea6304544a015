import { Select } from "antd";
import { useRecordTitles } from "../api/matters";
import { t } from "../app/language";

interface Props { register: string; value?: number; onChange: (record?: number) => void; id?: string; disabled?: boolean }

/** Finds a record of another register by what it is called. */
export function RecordSelect({ register, value, onChange, id, disabled }: Props) {
  const titles = useRecordTitles(register).data ?? [];
  const options = titles.map((one) => ({ value: one.id, label: one.unit ? `${one.title} · ${one.unit}` : one.title }));
  const shown = value !== undefined && !options.some((o) => o.value === value) ? [{ value, label: `#${value}` }, ...options] : options;
  return <Select id={id} disabled={disabled} allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t("record.choose")} notFoundContent={t("record.none")} value={value} onChange={(record?: number) => onChange(record)} options={shown} style={{ minWidth: 190 }} />;
}
