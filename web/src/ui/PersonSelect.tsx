import { Select } from "antd";
import { useState } from "react";
import { usePersons } from "../api/org";
import { t } from "../app/language";

interface Props { value?: number; onChange: (person?: number) => void; id?: string; disabled?: boolean; label?: string }

/** Finds people by name, pinyin or initials. */
export function PersonSelect({ value, onChange, id, disabled, label }: Props) {
  const [words, setWords] = useState("");
  const persons = usePersons(words).data?.items ?? [];
  const options = persons.map((p) => ({ value: p.id, label: `${p.name} · ${p.unit_title}` }));
  const shown = value !== undefined && !options.some((o) => o.value === value) ? [{ value, label: label ?? String(value) }, ...options] : options;
  return <Select id={id} disabled={disabled} allowClear showSearch={{ filterOption: false, onSearch: setWords }} value={value} placeholder={t("person.find")} notFoundContent={words ? t("person.none") : t("person.type")} onChange={(person?: number) => onChange(person)} options={shown} />;
}
