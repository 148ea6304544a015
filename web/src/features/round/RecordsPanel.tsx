import { Drawer } from "antd";
import type { Behind } from "../../api/contract";
import { useRegister } from "../../api/pack";
import { useIndicatorRecords } from "../../api/rounds";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { fieldHeading, fieldText, isNumeric } from "../../ui/fieldText";
import { LinkButton } from "../../ui/LinkButton";
import { useMoneyUnit } from "../../ui/moneyUnit";
import { QueryView } from "../../ui/QueryView";

interface Props { round: number; entry: number; indicator: { key: string; title: string }; close: () => void }

/** The records behind an indicator, register by register. */
export function RecordsPanel({ round, entry, indicator, close }: Props) {
  const behind = useIndicatorRecords(round, entry, indicator.key);
  return (
    <Drawer open title={indicator.title} size={760} onClose={close}>
      <QueryView query={behind} isEmpty={(all) => all.length === 0} empty={<EmptyState title={t("explain.no_records")} />}>
        {(all) => all.map((one) => <RegisterRecords key={one.register} behind={one} />)}
      </QueryView>
    </Drawer>
  );
}

function RegisterRecords({ behind }: { behind: Behind }) {
  const unit = useMoneyUnit();
  const fields = useRegister(behind.register)?.fields.filter((f) => f.type !== "file" && f.type !== "long_text") ?? [];
  const first = behind.items[0];
  return (
    <section>
      <div className="row spread"><h3>{behind.title}</h3>{first && <LinkButton to="/registers/$register" params={{ register: behind.register }} search={{ unit: first.unit_id }}>{t("explain.open_register")}</LinkButton>}</div>
      {first && (
        <div className="scroll" tabIndex={0}>
          <table className="sheet">
            <thead><tr>{fields.map((f) => <th key={f.id} className={isNumeric(f) ? "right" : undefined}>{fieldHeading(f, unit)}</th>)}</tr></thead>
            <tbody>{behind.items.map((item) => <tr key={item.id}>{fields.map((f) => <td key={f.id} className={isNumeric(f) ? "right nowrap" : "nowrap"}>{fieldText(f, item.values[f.id], unit)}</td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
      {behind.hidden > 0 && <p className="soft small">{t("explain.hidden", { n: behind.hidden })}</p>}
      {behind.more && <p className="soft small">{t("explain.more")}</p>}
    </section>
  );
}
