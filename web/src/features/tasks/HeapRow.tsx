import { Button } from "antd";
import { useState } from "react";
import { t } from "../../app/language";
import { dueWords, TaskRow } from "./TaskRow";
import type { Heap } from "./grouped";

/** Many tasks of one kind and step: how many, the one that is due first, and the list when it is opened. */
export function HeapRow({ heap }: { heap: Heap }) {
  const [open, setOpen] = useState(false);
  const first = heap.tasks[0];
  if (!first) return null;
  const late = heap.tasks.filter((task) => task.bucket === "late").length;
  return (
    <li className="heap">
      <div className="task">
        <span className={`dot ${first.bucket}`} aria-hidden="true" />
        <div className="what">
          <strong>{first.title}</strong> <span className="tabular">{t("tasks.heap", { n: heap.tasks.length })}</span>
          <div className="small soft">{first.why}{late > 0 && late < heap.tasks.length && ` · ${t("tasks.heap.late", { n: late })}`}</div>
        </div>
        <span className="kind soft">{t(`tasks.kind.${first.kind}`)}</span>
        <span className="due tabular">{first.due && <span className="soft small">{t("tasks.heap.first")} </span>}{dueWords(first)}</span>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>{t(open ? "tasks.heap.close" : "tasks.heap.open")}</Button>
      </div>
      {open && <ul className="plain inside">{heap.tasks.map((task) => <TaskRow key={task.id} task={task} />)}</ul>}
    </li>
  );
}
