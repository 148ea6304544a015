// What a village said about each figure: the server's version with what was typed since laid over it.
import { t } from "../../app/language";
import type { Assessment, AssessmentDraft, AssessmentItem } from "../../api/contract";

export interface Answers {
  items: { [key: string]: { verdict?: "right" | "wrong"; remark?: string; self_points?: string } };
  statement: string;
  files: { id: number; name: string }[];
}

export function answersOf(assessment: Assessment): Answers {
  const items = Object.fromEntries(assessment.items.map((i) => [i.key, { verdict: i.verdict || undefined, remark: i.remark ?? "", self_points: i.self_points ?? "" }]));
  return { items, statement: assessment.statement ?? "", files: assessment.files.map((id) => ({ id, name: t("assess.file", { id }) })) };
}

export function draftOf(answers: Answers, version: number): AssessmentDraft {
  const items = Object.entries(answers.items).map(([key, a]) => ({ key, verdict: a.verdict, remark: a.remark || undefined, self_points: a.self_points || undefined }));
  return { version, items, statement: answers.statement, files: answers.files.map((f) => f.id) };
}

/** Answered: confirmed, or doubted with words; where the village scores itself, with points. */
export function isAnswered(item: AssessmentItem, answers: Answers): boolean {
  const a = answers.items[item.key];
  if (item.needs_points) return Boolean(a?.self_points?.trim());
  return a?.verdict === "right" || (a?.verdict === "wrong" && Boolean(a.remark?.trim()));
}

export const countAnswered = (items: AssessmentItem[], answers: Answers): number => items.filter((i) => isAnswered(i, answers)).length;

/** The items of one criterion after the other, in the order given, without those that only others score. */
export function byCriterion(items: AssessmentItem[]): { title: string; items: AssessmentItem[] }[] {
  const groups: { title: string; items: AssessmentItem[] }[] = [];
  for (const item of items) {
    if (item.rated) continue;
    const group = groups.find((g) => g.title === item.criterion_title);
    if (group) group.items.push(item);
    else groups.push({ title: item.criterion_title, items: [item] });
  }
  return groups;
}
