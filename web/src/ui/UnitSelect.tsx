import { Select } from "antd";
import type { Unit } from "../api/contract";
import { useUnits } from "../api/org";
import { t } from "../app/language";

interface Props { value?: number; onChange: (unit?: number) => void; kind?: string; within?: number; id?: string; disabled?: boolean; status?: "error" }

/** Names with their town before them, so that two villages of one name are told apart. */
export function unitLabel(unit: Unit, units: Unit[]): string {
  const parent = units.find((u) => u.id === unit.parent_id);
  return parent && parent.kind !== "county" ? `${parent.title} ${unit.title}` : unit.title;
}

export function UnitSelect({ value, onChange, kind, id, disabled, status }: Props) {
  const units = useUnits().data ?? [];
  const options = units.filter((u) => !kind || u.kind === kind).map((u) => ({ value: u.id, label: unitLabel(u, units) }));
  return <Select id={id} status={status} disabled={disabled} aria-label={t("unit.choose")} placeholder={t("unit.choose")} allowClear showSearch={{ optionFilterProp: "label" }} value={value} onChange={(unit?: number) => onChange(unit)} options={options} style={{ minWidth: 190 }} />;
}
