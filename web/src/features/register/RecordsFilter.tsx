import { Input, Segmented, Select } from "antd";
import type { RegisterView } from "../../api/contract";
import type { RegisterSearch } from "../../app/search";
import { t } from "../../app/language";
import { setMoneyUnit, useMoneyUnit } from "../../ui/moneyUnit";
import { UnitSelect } from "../../ui/UnitSelect";
import { parseFilter, withFilter } from "./listing";
import { filterWords } from "./words";

interface Props { register: RegisterView; search: RegisterSearch; look: (change: Partial<RegisterSearch>) => void }
const states = ["draft", "filled", "checked", "returned", "deleted"] as const;

export function RecordsFilter({ register, search, look }: Props) {
  const unit = useMoneyUnit();
  return (
    <div className="row filters no-print">
      <Input.Search allowClear defaultValue={search.q} className="find" placeholder={t("register.find")} aria-label={t("common.search")} onSearch={(q) => look({ q: q.trim() || undefined })} />
      <UnitSelect value={search.unit} onChange={(value) => look({ unit: value })} />
      <Select aria-label={t("outcome.state")} value={search.state ?? ""} onChange={(state: string) => look({ state: state || undefined })} options={[{ value: "", label: t("register.state.all") }, ...states.map((s) => ({ value: s, label: t(`record.${s}`) }))]} style={{ width: 110 }} />
      {register.fields.some((f) => f.type === "money") && <Segmented size="small" value={unit} onChange={(value) => setMoneyUnit(value)} options={[{ value: "yuan" as const, label: t("common.yuan") }, { value: "wan" as const, label: t("common.wan") }]} />}
      {(search.filter ?? []).map((f) => (
        <button key={f} type="button" className="mark" title={t("register.filter.remove")} onClick={() => look({ filter: withFilter(search.filter, parseFilter(f).field) })}>{filterWords(register, parseFilter(f))} ✕</button>
      ))}
    </div>
  );
}
