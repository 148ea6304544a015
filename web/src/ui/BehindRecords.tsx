import type { Behind } from "../api/contract";
import { useRegister } from "../api/pack";
import { t } from "../app/language";
import { fieldHeading, fieldText, isNumeric } from "./fieldText";
import { LinkButton } from "./LinkButton";
import { useMoneyUnit } from "./moneyUnit";

/** The records behind a figure, of one register. What the reader may not open is only counted. */
export function BehindRecords({ behind }: { behind: Behind }) {
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
            <tbody>{behind.items.map((item) => <tr key={item.id}>{fields.map((f) => <td key={f.id} className={isNumeric(f) ? "right nowrap" : "nowrap"}>{fieldText(f, item.values[f.id], unit, item.titles)}</td>)}</tr>)}</tbody>
          </table>
        </div>
      )}
      {behind.hidden > 0 && <p className="soft small">{t("explain.hidden", { n: behind.hidden })}</p>}
      {behind.more && <p className="soft small">{t("explain.more")}</p>}
    </section>
  );
}
