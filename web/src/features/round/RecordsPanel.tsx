import { Drawer } from "antd";
import { usePack } from "../../api/pack";
import { useIndicatorRecords } from "../../api/rounds";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { fieldHeading, fieldText, isNumeric } from "../../ui/fieldText";
import { useMoneyUnit } from "../../ui/moneyUnit";
import { LinkButton } from "../../ui/LinkButton";
import { QueryView } from "../../ui/QueryView";

interface Props { round: number; entry: number; indicator: { key: string; title: string }; close: () => void }

/** The records behind an indicator. */
export function RecordsPanel({ round, entry, indicator, close }: Props) {
  const records = useIndicatorRecords(round, entry, indicator.key);
  const unit = useMoneyUnit();
  const fields = usePack().data?.registers.find((r) => r.id === records.data?.register)?.fields.filter((f) => f.type !== "file") ?? [];
  const first = records.data?.items[0];
  return (
    <Drawer open title={`${indicator.title} · ${records.data?.title ?? ""}`} size={640} onClose={close}
      extra={records.data && first && <LinkButton to="/registers/$register" params={{ register: records.data.register }} search={{ unit: first.unit_id }}>{t("nav.registers")}</LinkButton>}>
      <QueryView query={records} isEmpty={(r) => r.items.length === 0} empty={<EmptyState title={t("explain.no_records")} />}>
        {(r) => (
          <div className="scroll">
            <table className="sheet">
              <thead><tr>{fields.map((f) => <th key={f.id} className={isNumeric(f) ? "right" : undefined}>{fieldHeading(f, unit)}</th>)}</tr></thead>
              <tbody>{r.items.map((item) => <tr key={item.id}>{fields.map((f) => <td key={f.id} className={isNumeric(f) ? "right" : undefined}>{fieldText(f, item.values[f.id], unit)}</td>)}</tr>)}</tbody>
            </table>
          </div>
        )}
      </QueryView>
    </Drawer>
  );
}
