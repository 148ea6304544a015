import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, reply } from "../../api/client";
import type { Award } from "../../api/contract";
import { useRounds } from "../../api/rounds";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date, money } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { useMoneyUnit } from "../../ui/moneyUnit";
import { QueryView } from "../../ui/QueryView";

export function Awards() {
  const awards = useQuery({ queryKey: ["outcome", "awards"], queryFn: () => reply(api.GET("/api/awards", { params: {} })).then((r) => r.items) });
  const rounds = useRounds().data ?? [];
  return (
    <QueryView query={awards} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("outcome.awards.empty")}>{t("outcome.awards.next")}</EmptyState>}>
      {(items) => (
        <div className="scroll card" tabIndex={0}>
          <table className="sheet">
            <thead><tr><th>{t("outcome.to")}</th><th>{t("outcome.award")}</th><th className="right">{t("outcome.amount")}</th><th className="wide">{t("outcome.basis")}</th><th className="wide">{t("outcome.granted")}</th></tr></thead>
            <tbody>{items.map((a) => <Row key={a.id} award={a} round={rounds.find((r) => r.id === a.round_id)?.title ?? ""} />)}</tbody>
          </table>
        </div>
      )}
    </QueryView>
  );
}

function Row({ award, round }: { award: Award; round: string }) {
  const unit = useMoneyUnit();
  return (
    <tr>
      <td><strong>{award.to_title}</strong></td>
      <td>{award.state === "revoked" ? <Mark kind="veto">{t("status.revoked")} {award.title}</Mark> : award.kind === "honor" || award.kind === "flag" ? <Mark kind="gold">{award.title}</Mark> : award.title}</td>
      <td className="right">{award.amount ? `${money(award.amount, unit)} ${t(unit === "wan" ? "common.wan" : "common.yuan")}${award.times > 1 ? ` × ${award.times}` : ""}` : "—"}</td>
      <td className="wide"><Link to="/rounds/$round" params={{ round: String(award.round_id) }} search={{ entry: award.entry }}>{round}</Link></td>
      <td className="wide">{date(award.granted_at)}</td>
    </tr>
  );
}
