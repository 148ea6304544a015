import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { EntryRow, Pick, Recommendation } from "../../api/contract";
import { roundKey, useReturnEntry } from "../../api/rounds";
import { useAccountId } from "../../api/session";
import { t } from "../../app/language";
import { announce } from "../../ui/announce";
import { MergedNote } from "../../ui/Clash";
import { ActionFault } from "../../ui/ErrorState";
import { time } from "../../ui/format";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { SaveWords } from "../../ui/SaveWords";
import { useSharedForm } from "../../ui/useSharedForm";
import { PickRow } from "./PickRow";
import { openPoint, picksDraft, picksShape, recommendedCount } from "./picks";

interface Props { round: number; recommendation: Recommendation; entries: EntryRow[]; editable: boolean }

export function PicksForm({ round, recommendation, entries, editable }: Props) {
  const queries = useQueryClient();
  const town = recommendation.town_id;
  const form = useSharedForm(picksDraft(useAccountId(), round, town), { value: recommendation.picks, version: recommendation.version }, picksShape, {
    put: async (picks, version) => (await reply(api.PUT("/api/rounds/{id}/recommendation", { params: { path: { id: round } }, body: { town_id: town, version, picks } }))).version,
    get: async () => {
      const now = await reply(api.GET("/api/rounds/{id}/recommendation", { params: { path: { id: round }, query: { town_id: town } } }));
      return { value: now.picks, version: now.version, open: now.may, by: now.saved_by, at: now.saved_at };
    },
  });
  const { value: picks, saving } = form;
  const [returning, setReturning] = useState<number>();
  const back = useReturnEntry(round);
  const change = (pick: Pick) => form.change((now) => now.map((p) => (p.entry === pick.entry ? pick : p)));
  const submit = useMutation({
    mutationFn: async () => {
      if (await saving.flush()) await reply(api.POST("/api/rounds/{id}/recommendation/submit", { params: { path: { id: round } }, body: { town_id: town, version: form.version() } }));
    },
    onSuccess: async () => {
      announce(t("recommend.submitted"));
      await Promise.all([roundKey(round), ["tasks"]].map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
  const open = openPoint(picks, recommendation.quota);
  const ordered = [...entries].sort((a, b) => (a.rank ?? 9999) - (b.rank ?? 9999));
  return (
    <section className="card picks">
      {recommendation.submitted_at && <p className="notice">{t("recommend.submitted_at", { time: time(recommendation.submitted_at) })}</p>}
      <div className="row spread"><h2>{t("recommend.picks")}</h2><strong className={open === "over" ? "quota over" : "quota"}>{t("recommend.quota", { n: recommendedCount(picks), quota: recommendation.quota })}</strong></div>
      <ul className="plain">
        {ordered.map((e) => <PickRow key={e.id} entry={e} pick={picks.find((p) => p.entry === e.id) ?? { entry: e.id, recommended: null }} reasons={recommendation.reasons} full={recommendedCount(picks) >= recommendation.quota} editable={editable} change={change} form={form} giveBack={() => setReturning(e.id)} />)}
      </ul>
      <MergedNote other={form.other} open={form.clashes.length} />
      <ActionFault error={submit.error ?? form.fault} />
      {editable && (
        <div className="row spread">
          <SaveWords saving={saving} />
          <span className="row">{open && <span className="soft">{t(`recommend.open.${open}`)}</span>}<Button type="primary" disabled={open !== undefined} loading={submit.isPending} onClick={() => submit.mutate()}>{t("common.submit")}</Button></span>
        </div>
      )}
      {returning !== undefined && <ReasonDialog title={t("entry.return")} explain={t("entry.return.explain")} busy={back.isPending} error={back.error} onCancel={() => setReturning(undefined)} onReason={(reason) => back.mutate({ entry: returning, reason }, { onSuccess: () => setReturning(undefined) })} />}
    </section>
  );
}
