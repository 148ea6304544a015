import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { api, reply } from "../../api/client";
import { t } from "../../app/language";
import { ActionFault } from "../../ui/ErrorState";
import { Mark } from "../../ui/Mark";
import { useStep, type Desk } from "./queries";

/** Questions from the floor to one contestant: what is put stands on the board. */
export function DeskQuestions({ desk, contestant }: { desk: Desk; contestant: number }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState({ text: "", asked_by: "" });
  const ask = useMutation({
    mutationFn: () => reply(api.POST("/api/contests/{id}/questions", { params: { path: { id: desk.id } }, body: { contestant, ...typed } })),
    onSuccess: () => { setTyped({ text: "", asked_by: "" }); return queries.invalidateQueries({ queryKey: ["contests", desk.id, "desk"] }); },
  });
  const moderate = useStep(desk.id, ({ question, state }: { question: number; state: "put" | "declined" }) => reply(api.POST("/api/contests/{id}/questions/{question}", { params: { path: { id: desk.id, question } }, body: { state } })));
  const asked = desk.questions.filter((q) => q.contestant === contestant);
  return (
    <section className="card">
      <h2>{t("contest.questions")}</h2>
      <ul className="plain stack">
        {asked.map((q) => (
          <li key={q.id} className="row spread">
            <span className="grow">{q.text} <span className="soft small">{q.asked_by}</span></span>
            {q.state === "put" && <Mark kind="good">{t("contest.question.put")}</Mark>}
            {q.state === "declined" && <Mark kind="plain">{t("contest.question.declined")}</Mark>}
            {q.state !== "put" && <Button size="small" onClick={() => moderate.mutate({ question: q.id, state: "put" })}>{t("contest.question.do_put")}</Button>}
            {q.state !== "declined" && <Button size="small" onClick={() => moderate.mutate({ question: q.id, state: "declined" })}>{t("contest.question.decline")}</Button>}
          </li>
        ))}
      </ul>
      <div className="field"><label htmlFor="question">{t("contest.question.write")}</label><Input.TextArea id="question" autoSize={{ minRows: 1 }} maxLength={300} value={typed.text} onChange={(e) => setTyped({ ...typed, text: e.target.value })} /></div>
      <div className="row"><Input style={{ maxWidth: 200 }} aria-label={t("contest.question.by")} placeholder={t("contest.question.by")} maxLength={50} value={typed.asked_by} onChange={(e) => setTyped({ ...typed, asked_by: e.target.value })} /><Button disabled={!typed.text.trim()} loading={ask.isPending} onClick={() => ask.mutate()}>{t("common.add")}</Button></div>
      <ActionFault error={ask.error ?? moderate.error} />
    </section>
  );
}
