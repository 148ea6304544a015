import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { ReviewList } from "../../api/contract";
import { roundKey } from "../../api/rounds";
import { marks, t } from "../../app/language";
import { announce } from "../../ui/announce";
import { ActionFault } from "../../ui/ErrorState";
import { LinkButton } from "../../ui/LinkButton";
import { SaveWords } from "../../ui/SaveWords";
import { togetherOf, type Forms } from "./ratings";

interface Props { round: number; list: ReviewList; forms: Forms }

/** Under the grid: how many villages have their points, whether they are saved, and handing in those that are complete. */
export function TownRatings({ round, list, forms }: Props) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { waiting, ready, saving } = togetherOf(list, forms);
  if (list.scale.length === 0 || list.mine.length === 0) return null;
  const handIn = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      for (const form of ready) await form.submit.mutateAsync();
      announce(t("recommend.rated", { n: ready.length }));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
      await Promise.all([roundKey(round), ["tasks"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    }
  };
  return (
    <div className="town-ratings">
      <ActionFault error={failure ?? Object.values(forms).find((form) => form.fault)?.fault} />
      <div className={waiting > 0 ? "notice warn row spread" : "notice row spread"}>
        <span>{t(waiting > 0 ? "recommend.rate_first" : "recommend.rate_done", { titles: list.scale.map((s) => s.title).join(marks().comma), done: list.mine.length - waiting, total: list.mine.length })}</span>
        <span className="row">
          {waiting > 0 && list.may && <SaveWords saving={saving} />}
          <LinkButton to="/rounds/$round/reviews" params={{ round: String(round) }}>{t("recommend.rate")}</LinkButton>
          {waiting > 0 && list.may && <Button type="primary" disabled={ready.length === 0} loading={busy} onClick={() => void handIn()}>{t("recommend.hand_in", { n: ready.length })}</Button>}
        </span>
      </div>
    </div>
  );
}
