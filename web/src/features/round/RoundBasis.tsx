import type { Round } from "../../api/contract";
import { marks, t } from "../../app/language";
import { quantity } from "../../ui/format";
import { Mark } from "../../ui/Mark";

/** The numbers of the policy that this round uses, each with its source. */
export function RoundBasis({ round }: { round: Round }) {
  const open = round.parameters.filter((p) => !p.confirmed).length;
  return (
    <details className="card basis">
      <summary>{t("round.basis", { n: round.parameters.length })} {open > 0 && <Mark kind="unconfirmed">{t("round.basis.open", { n: open })}</Mark>}</summary>
      <p>{t("round.approval")}{marks().colon}{!round.approved ? <Mark kind="unconfirmed">{t("common.unconfirmed")}</Mark> : round.approval_basis}</p>
      <table className="sheet">
        <tbody>
          {round.parameters.map((p) => (
            <tr key={p.id}>
              <td>{p.title}</td><td className="right">{quantity(p.value, p.unit)}</td>
              <td className="soft">{p.basis} {!p.confirmed && <Mark kind="unconfirmed">{t("common.unconfirmed")}</Mark>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
