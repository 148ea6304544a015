import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api, Problem, reply } from "../../api/client";
import type { Assessment } from "../../api/contract";
import { useAccountId } from "../../api/session";
import { useAutosave } from "../../ui/autosave";
import { answersOf, draftOf, type Answers } from "./answers";

export const assessmentDraft = (account: number, round: number, entry: number): string => `${account}.assessment.${round}.${entry}`;

/** The form's answers with their saving. When someone else has moved the version on, it is read again and this page's answers are laid over it. */
export function useAssessment(round: number, entry: number, assessment: Assessment) {
  const queries = useQueryClient();
  const path = { id: round, entry };
  const version = useRef(assessment.version);
  const [overwrote, setOverwrote] = useState(false);
  const put = async (value: Answers) => {
    version.current = (await reply(api.PUT("/api/rounds/{id}/entries/{entry}/assessment", { params: { path }, body: draftOf(value, version.current) }))).version;
  };
  const send = async (value: Answers) => {
    try {
      await put(value);
    } catch (failure) {
      if (!(failure instanceof Problem) || failure.body.status !== 409) throw failure;
      const now = await reply(api.GET("/api/rounds/{id}/entries/{entry}/assessment", { params: { path } }));
      if (now.version === version.current) throw failure;
      version.current = now.version;
      setOverwrote(true);
      await put(value);
    }
  };
  const saving = useAutosave<Answers>(assessmentDraft(useAccountId(), round, entry), send);
  const [answers, setAnswers] = useState<Answers>(() => saving.unsent ?? answersOf(assessment));
  const change = (next: Answers) => {
    setAnswers(next);
    saving.change(next);
  };
  const submit = async () => {
    if (!(await saving.flush())) return;
    await reply(api.POST("/api/rounds/{id}/entries/{entry}/assessment/submit", { params: { path }, body: { version: version.current } }));
    await Promise.all([queries.invalidateQueries({ queryKey: ["rounds"] }), queries.invalidateQueries({ queryKey: ["tasks"] })]);
  };
  return { answers, change, submit, saving, overwrote };
}
