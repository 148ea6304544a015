import type { Task } from "../../api/contract";
import { t } from "../../app/language";
import { date } from "../../ui/format";
import { LinkButton } from "../../ui/LinkButton";
import { Mark } from "../../ui/Mark";

export function TaskRow({ task }: { task: Task }) {
  return (
    <li className="task">
      <span className={`dot ${task.bucket}`} aria-hidden="true" />
      <div className="what">
        <strong>{task.title}</strong>{task.about && <span> · {task.about}</span>}
        <div className="small soft">{task.why}</div>
      </div>
      <span className="kind soft">{t(`tasks.kind.${task.kind}`)}</span>
      <span className="due tabular">{dueWords(task)}</span>
      <LinkButton to={task.href} primary={task.bucket === "late" || task.bucket === "today"}>{goWords(task)}</LinkButton>
    </li>
  );
}

/** Until when, in words. */
export function dueWords(task: Task) {
  if (!task.due) return <span className="soft">{t("tasks.nodue")}</span>;
  const left = task.workdays_left ?? 0;
  if (task.bucket === "late") return <Mark kind="late">{t("tasks.late", { n: Math.abs(left) })}</Mark>;
  if (task.bucket === "today") return <strong>{t("tasks.today")}</strong>;
  return <span title={date(task.due)}>{t("tasks.due", { date: date(task.due) })} <span className="soft small">{t("tasks.left", { n: left })}</span></span>;
}

/** Forms that one begins and continues; everything else is done elsewhere and only counted here. */
const begun: Task["kind"][] = ["assess", "returned", "recommend", "review"];

function goWords(task: Task): string {
  return begun.includes(task.kind) && task.done && task.total && task.done < task.total ? t("tasks.continue", { done: task.done, total: task.total }) : t(`tasks.go.${task.kind}`);
}
