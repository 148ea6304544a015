import { Select } from "antd";
import { useState } from "react";
import { useRecordTitles } from "../api/matters";
import { t } from "../app/language";

interface Props { register: string; value?: number; label: string; onChange: (record?: number) => void; id?: string; disabled?: boolean }

/** Finds a record of another register by what it is called, by its pinyin, or by the unit that it is about. */
export function RecordSelect({ register, value, label, onChange, id, disabled }: Props) {
  const [words, setWords] = useState("");
  const titles = useRecordTitles(register, words).data ?? [];
  const options = titles.map((one) => ({ value: one.id, label: one.unit ? `${one.title} · ${one.unit}` : one.title }));
  const [chosen, setChosen] = useState<{ value: number; label: string }>();
  const now = value === undefined ? undefined : chosen?.value === value ? chosen : { value, label };
  const shown = now && !words && !options.some((o) => o.value === now.value) ? [now, ...options] : options;
  const choose = (record?: number) => { setChosen(options.find((o) => o.value === record)); onChange(record); };
  return <Select id={id} disabled={disabled} allowClear showSearch={{ filterOption: false, onSearch: setWords }} placeholder={t("record.choose")} notFoundContent={t("record.none")} value={value} labelRender={(one) => one.label ?? now?.label} onChange={choose} options={shown} style={{ minWidth: 190 }} />;
}
