import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import type { RoundRow } from "../../api/contract";
import { useRounds } from "../../api/rounds";
import { useRights } from "../../api/session";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date, period } from "../../ui/format";
import { Mark } from "../../ui/Mark";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { OpenRoundDialog } from "./OpenRoundDialog";

export function RoundsPage() {
  const rounds = useRounds();
  const may = useRights();
  const [opening, setOpening] = useState(false);
  return (
    <PageFrame title={t("nav.rounds")} lead={t("rounds.lead")} actions={may("manage_rounds") && <Button type="primary" onClick={() => setOpening(true)}>{t("rounds.open")}</Button>}>
      <QueryView query={rounds} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("rounds.empty")}>{t("rounds.empty.next")}</EmptyState>}>
        {(items) => (
          <div className="scroll card" tabIndex={0}>
            <table className="sheet">
              <thead><tr><th>{t("rounds.round")}</th><th>{t("rounds.stage")}</th><th className="right">{t("rounds.entries")}</th><th className="right wide">{t("rounds.selected")}</th><th className="wide">{t("rounds.period")}</th><th className="wide">{t("rounds.opened")}</th></tr></thead>
              <tbody>{items.map((round) => <Row key={round.id} round={round} />)}</tbody>
            </table>
          </div>
        )}
      </QueryView>
      {opening && <OpenRoundDialog close={() => setOpening(false)} />}
    </PageFrame>
  );
}

function Row({ round }: { round: RoundRow }) {
  return (
    <tr>
      <td><Link to="/rounds/$round" params={{ round: String(round.id) }} className="strong">{round.title}</Link></td>
      <td>{round.status === "open" ? round.stage_title : <Mark kind="good">{t("rounds.closed")}</Mark>}</td>
      <td className="right">{round.entries}</td>
      <td className="right wide">{round.selected || "—"}</td>
      <td className="wide">{period(round.period)}</td>
      <td className="wide">{date(round.opened_at)}</td>
    </tr>
  );
}
