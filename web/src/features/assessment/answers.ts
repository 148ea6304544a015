// What a village said about each figure: the server's version with what was typed since laid over it.
import { t } from "../../app/language";
import type { Assessment, AssessmentDraft, AssessmentItem } from "../../api/contract";
import type { Shape } from "../../ui/sharedForm";

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

/** One thing said: about a figure, in the statement, or a file. */
export interface Said { verdict?: "right" | "wrong"; remark?: string; self_points?: string; file?: string }

export const statementCell = "statement";
const fileCell = "file:"; // no indicator's key holds a colon

/** Two people of a village: what they say of different figures, the statement and each file don't meet. */
export const answersShape: Shape<Answers, Said> = {
  cells: ({ items, statement, files }) => ({
    ...Object.fromEntries(Object.entries(items).map(([key, a]) => [key, { verdict: a.verdict || undefined, remark: a.remark || undefined, self_points: a.self_points || undefined }])),
    [statementCell]: { remark: statement },
    ...Object.fromEntries(files.map((f) => [fileCell + f.id, { file: f.name }])),
  }),
  form: (cells) => {
    const answers: Answers = { items: {}, statement: "", files: [] };
    for (const [key, said] of Object.entries(cells)) {
      if (!said) continue;
      if (key === statementCell) answers.statement = said.remark ?? "";
      else if (key.startsWith(fileCell)) answers.files.push({ id: Number(key.slice(fileCell.length)), name: said.file ?? "" });
      else answers.items[key] = { verdict: said.verdict, remark: said.remark ?? "", self_points: said.self_points ?? "" };
    }
    return answers;
  },
};

export function saidWords(said: Said | undefined): string {
  const verdict = said?.verdict && t(said.verdict === "right" ? "assess.right" : "assess.wrong");
  return [said?.self_points, verdict, said?.remark, said?.file].filter(Boolean).join(" · ") || t("clash.empty");
}
