import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import type { Answer } from "../../api/contract";
import { t } from "../../app/language";
import { AnswerItem } from "../../ui/AnswerItem";
import { EmptyState } from "../../ui/EmptyState";
import { LinkButton } from "../../ui/LinkButton";
import { QueryView } from "../../ui/QueryView";
import { ReplyDialog } from "../../ui/ReplyDialog";

export const useOpenAnswers = () => useQuery({ queryKey: ["notices", "answers"], queryFn: () => reply(api.GET("/api/answers")).then((r) => r.items as Answer[]) });

/** Reviews and appeals that wait for the office, the most urgent first. */
export function Answers() {
  return (
    <QueryView query={useOpenAnswers()} isEmpty={(items) => items.length === 0} empty={<EmptyState title={t("answer.empty")}>{t("answer.empty.next")}</EmptyState>}>
      {(items) => items.map((a) => <AnswerCard key={a.id} answer={a} />)}
    </QueryView>
  );
}

function AnswerCard({ answer }: { answer: Answer }) {
  const [replying, setReplying] = useState(false);
  return (
    <section className="card">
      <AnswerItem answer={answer}>
        <div className="row no-print">
          <Button type="primary" onClick={() => setReplying(true)}>{t("answer.reply")}</Button>
          <LinkButton to="/rounds/$round" params={{ round: String(answer.round) }} search={{ entry: answer.entry }}>{t("answer.open_entry")}</LinkButton>
        </div>
      </AnswerItem>
      {replying && <ReplyDialog answer={answer} close={() => setReplying(false)} />}
    </section>
  );
}
