import { usePack } from "../../api/pack";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date, quantity } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { QueryView } from "../../ui/QueryView";

/** Every number of the policy with its source; assumed ones are said to be. */
export function Parameters() {
  const pack = usePack();
  return (
    <QueryView query={pack} isEmpty={(p) => p.parameters.length === 0} empty={<EmptyState title={t("pack.empty")} />}>
      {(p) => (
        <section className="card scroll">
          <p>{t("round.basis.open", { n: p.parameters.filter((x) => !x.confirmed).length })}</p>
          <table className="sheet">
            <thead><tr><th>{t("pack.parameter")}</th><th className="right">{t("pack.value")}</th><th>{t("pack.basis")}</th><th className="wide">{t("pack.from")}</th></tr></thead>
            <tbody>{p.parameters.map((x) => <tr key={x.id}><td>{x.title}</td><td className="right">{quantity(x.value, x.unit)}</td><td>{x.basis} {!x.confirmed && <Mark kind="unconfirmed">{t("common.unconfirmed")}</Mark>}</td><td className="wide">{date(x.from)}</td></tr>)}</tbody>
          </table>
        </section>
      )}
    </QueryView>
  );
}
