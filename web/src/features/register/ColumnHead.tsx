import { Button, Input, Popover, Select } from "antd";
import { useState } from "react";
import type { FieldView } from "../../api/contract";
import type { RegisterSearch } from "../../app/search";
import { t } from "../../app/language";
import { fieldHeading, isNumeric } from "../../ui/fieldText";
import { useMoneyUnit } from "../../ui/moneyUnit";
import { nextSort, parseFilter, withFilter } from "./listing";

interface Props { field: FieldView; search: RegisterSearch; look: (change: Partial<RegisterSearch>) => void }
const ranged = ["integer", "decimal", "money", "share", "formula", "date", "month", "quarter", "half_year", "year"];

export function ColumnHead({ field, search, look }: Props) {
  const unit = useMoneyUnit();
  const sorted = search.sort === field.id ? "ascending" : search.sort === `-${field.id}` ? "descending" : undefined;
  const filtered = search.filter?.some((f) => parseFilter(f).field === field.id);
  return (
    <th aria-sort={sorted} className={isNumeric(field) ? "right" : undefined}>
      <button type="button" className="head" onClick={() => look({ sort: nextSort(search.sort, field.id) })}>{fieldHeading(field, unit)}{sorted === "ascending" ? " ↑" : sorted === "descending" ? " ↓" : ""}</button>
      {!field.sensitive && <Popover trigger="click" placement="bottom" content={<FilterForm field={field} search={search} look={look} />}><button type="button" className={filtered ? "head sieve on no-print" : "head sieve no-print"} aria-label={`${t("register.filter")} ${field.title}`}>▾</button></Popover>}
    </th>
  );
}

function FilterForm({ field, search, look }: Props) {
  const now = search.filter?.map(parseFilter).find((f) => f.field === field.id);
  const [operator, setOperator] = useState(now?.operator ?? (ranged.includes(field.type) ? "ge" : field.options ? "eq" : "contains"));
  const [value, setValue] = useState(now?.value ?? "");
  const apply = (v: string) => look({ filter: withFilter(search.filter, field.id, v ? { field: field.id, operator, value: v } : undefined) });
  if (field.options) return <Select autoFocus allowClear style={{ width: 180 }} value={value || undefined} placeholder={t("common.all")} onChange={(v?: string) => { setValue(v ?? ""); apply(v ?? ""); }} options={field.options.map((o) => ({ value: o.id, label: o.title }))} />;
  return (
    <form className="row" onSubmit={(e) => { e.preventDefault(); apply(value.trim()); }}>
      {ranged.includes(field.type) && <Select value={operator} onChange={setOperator} style={{ width: 64 }} options={[{ value: "ge", label: "≥" }, { value: "le", label: "≤" }, { value: "eq", label: "=" }]} />}
      <Input autoFocus allowClear value={value} onChange={(e) => setValue(e.target.value)} style={{ width: 140 }} placeholder={ranged.includes(field.type) ? field.title : t("register.contains")} />
      <Button htmlType="submit" type="primary">{t("register.filter")}</Button>
    </form>
  );
}
