import type { ReactNode } from "react";
import type { Answer } from "../api/contract";
import { marks, t } from "../app/language";
import { date, time } from "./format";
import { Mark } from "./Mark";

export const owesReply = (answer: Answer): boolean => Boolean(answer.due) && !answer.replied_at;

/** What someone said about their result, by when it is answered, and what they were told. */
export function AnswerItem({ answer, children }: { answer: Answer; children?: ReactNode }) {
  return (
    <>
      <div className="row spread">
        <span><strong>{t(`answer.${answer.kind}`)}</strong>{answer.about && ` · ${answer.about}`} {owesReply(answer) && <Mark kind="returned">{t("answer.open")}</Mark>}</span>
        <span className="soft small">{answer.actor} · {time(answer.at)}{owesReply(answer) && ` · ${t("answer.due", { date: date(answer.due) })}`}</span>
      </div>
      <p className="words">{answer.text}</p>
      {answer.reply && (
        <div className="notice">
          <strong>{t("answer.reply")}</strong>{answer.outcome && <> <Mark kind={answer.outcome === "upheld" ? "good" : "plain"}>{t(`answer.outcome.${answer.outcome}`)}</Mark></>}{marks().colon}{answer.reply}
          <div className="soft small">{answer.replied_by} · {time(answer.replied_at)}</div>
        </div>
      )}
      {children}
    </>
  );
}
