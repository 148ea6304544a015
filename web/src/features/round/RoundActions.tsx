import { Button } from "antd";
import { useState } from "react";
import type { Round } from "../../api/contract";
import { currentAction } from "../../api/rounds";
import { t } from "../../app/language";
import { LinkButton } from "../../ui/LinkButton";
import { CloseStageDialog } from "./CloseStageDialog";
import { ConfirmDialog } from "./ConfirmDialog";
import { PublishDialog } from "./PublishDialog";

/** What this person can do with the round now; the current stage's own work is the primary action. */
export function RoundActions({ round, first }: { round: Round; first?: "publish" }) {
  const [dialog, setDialog] = useState<"close" | "publish" | "confirm" | undefined>(first);
  const may = (what: Round["may"][number]) => round.may.includes(what);
  const at = currentAction(round);
  const params = { round: String(round.id) };
  return (
    <>
      {may("what_if") && <LinkButton to="/rounds/$round/what-if" params={params}>{t("whatif.title")}</LinkButton>}
      {may("sheet") && <LinkButton to="/rounds/$round/sheet" params={params} primary={at === "decide" && may("decide")}>{t(at === "decide" && may("decide") ? "round.to_decide" : "sheet.title")}</LinkButton>}
      {may("recommend") && <LinkButton to="/rounds/$round/recommendation" params={params} primary={at === "recommend"}>{t("tasks.kind.recommend")}</LinkButton>}
      {may("review") && <LinkButton to="/rounds/$round/reviews" params={params} primary={at === "review"}>{t("review.mine")}</LinkButton>}
      {(may("publish") || may("manage")) && at === "publish" && <Button type="primary" onClick={() => setDialog("publish")}>{t("notice.draft")}</Button>}
      {(may("confirm") || may("manage")) && (at === "confirm" || at === "publish") && <Button onClick={() => setDialog("confirm")}>{t("round.confirm")}</Button>}
      {may("manage") && at && at !== "decide" && at !== "publish" && at !== "confirm" && <Button onClick={() => setDialog("close")}>{t("round.close", { stage: round.stage_title })}</Button>}
      {dialog === "close" && <CloseStageDialog round={round} close={() => setDialog(undefined)} />}
      {dialog === "publish" && <PublishDialog round={round} close={() => setDialog(undefined)} />}
      {dialog === "confirm" && <ConfirmDialog round={round} close={() => setDialog(undefined)} />}
    </>
  );
}
