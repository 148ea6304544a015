import { Button } from "antd";
import { useState } from "react";
import type { Answer, Entry } from "../../api/contract";
import { t } from "../../app/language";
import { AnswerItem, owesReply } from "../../ui/AnswerItem";
import { ReplyDialog } from "../../ui/ReplyDialog";

/** What was said against the result, what waits for a reply first. */
export function EntryAnswers({ entry }: { entry: Entry }) {
  const [replying, setReplying] = useState<Answer>();
  if (entry.answers.length === 0) return null;
  const ordered = [...entry.answers].sort((a, b) => Number(owesReply(b)) - Number(owesReply(a)));
  return (
    <section>
      <h3>{t("entry.answers")}</h3>
      <ul className="plain stack">
        {ordered.map((a) => <li key={a.id}><AnswerItem answer={a}>{owesReply(a) && entry.may.includes("reply") && <Button className="no-print" type="primary" onClick={() => setReplying(a)}>{t("answer.reply")}</Button>}</AnswerItem></li>)}
      </ul>
      {replying && <ReplyDialog answer={replying} close={() => setReplying(undefined)} />}
    </section>
  );
}
