import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";

/** A question from the floor to whoever is shown; the office decides whether it is put. */
export function PadAsk({ contest, contestant }: { contest: number; contestant: number }) {
  const [text, setText] = useState("");
  const ask = useMutation({
    mutationFn: () => reply(api.POST("/api/contests/{id}/questions", { params: { path: { id: contest } }, body: { contestant, text } })),
    onSuccess: () => setText(""),
  });
  return (
    <details className="pad-ask">
      <summary>{t("contest.ask")}</summary>
      <div className="field"><label htmlFor="ask">{t("contest.ask.text")}</label><Input.TextArea id="ask" autoSize={{ minRows: 2 }} maxLength={300} value={text} onChange={(e) => setText(e.target.value)} /></div>
      <Button disabled={!text.trim()} loading={ask.isPending} onClick={() => ask.mutate()}>{t("common.submit")}</Button>
      {ask.isSuccess && !text && <p className="soft" role="status">{t("contest.ask.sent")}</p>}
      <ActionFault error={ask.error} />
    </details>
  );
}
