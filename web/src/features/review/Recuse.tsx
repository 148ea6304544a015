import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { useRoundAction } from "../../api/rounds";
import { t } from "../../app/language";
import { ReasonDialog } from "../../ui/ReasonDialog";

export function Recuse({ round, entry, done }: { round: number; entry: number; done: () => void }) {
  const [asking, setAsking] = useState(false);
  const recuse = useRoundAction((reason: string) => reply(api.POST("/api/rounds/{id}/entries/{entry}/recusal", { params: { path: { id: round, entry } }, body: { reason } })));
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t("review.recuse")}</Button>
      {asking && <ReasonDialog title={t("review.recuse")} explain={t("review.recuse.explain")} busy={recuse.isPending} error={recuse.error} reasons={[t("review.recuse.kin"), t("review.recuse.home"), t("review.recuse.work")]} onCancel={() => setAsking(false)} onReason={(reason) => recuse.mutate(reason, { onSuccess: done })} />}
    </>
  );
}
