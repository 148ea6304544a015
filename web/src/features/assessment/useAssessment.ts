import { useQueryClient } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { Assessment } from "../../api/contract";
import { useAccountId } from "../../api/session";
import { useSharedForm } from "../../ui/useSharedForm";
import { answersOf, answersShape, draftOf } from "./answers";

export const assessmentDraft = (account: number, round: number, entry: number): string => `${account}.assessment.${round}.${entry}`;

/** The form's answers with their saving and merging, and the last step. */
export function useAssessment(round: number, entry: number, assessment: Assessment) {
  const queries = useQueryClient();
  const path = { id: round, entry };
  const form = useSharedForm(assessmentDraft(useAccountId(), round, entry), { value: answersOf(assessment), version: assessment.version }, answersShape, {
    put: async (answers, version) => (await reply(api.PUT("/api/rounds/{id}/entries/{entry}/assessment", { params: { path }, body: draftOf(answers, version) }))).version,
    get: async () => {
      const now = await reply(api.GET("/api/rounds/{id}/entries/{entry}/assessment", { params: { path } }));
      return { value: answersOf(now), version: now.version, open: now.may, by: now.saved_by, at: now.saved_at };
    },
  });
  const submit = async () => {
    if (!(await form.saving.flush())) return;
    await reply(api.POST("/api/rounds/{id}/entries/{entry}/assessment/submit", { params: { path }, body: { version: form.version() } }));
    await Promise.all([queries.invalidateQueries({ queryKey: ["rounds"] }), queries.invalidateQueries({ queryKey: ["tasks"] })]);
  };
  return { ...form, submit };
}
