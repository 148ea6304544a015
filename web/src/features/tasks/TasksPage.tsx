import { useQuery } from "@tanstack/react-query";
import { api, reply } from "../../api/client";
import type { TaskBucket, TaskList } from "../../api/contract";
import { t } from "../../app/language";
import { EmptyState } from "../../ui/EmptyState";
import { date } from "../../ui/format";
import { PageFrame } from "../../ui/PageFrame";
import { QueryView } from "../../ui/QueryView";
import { grouped, type Heap, under } from "./grouped";
import { HeapRow } from "./HeapRow";
import { TaskRow } from "./TaskRow";
import "./tasks.css";

const buckets: TaskBucket[] = ["late", "today", "week", "later"];

export function TasksPage() {
  const tasks = useQuery({ queryKey: ["tasks"], queryFn: () => reply(api.GET("/api/tasks")) });
  return (
    <PageFrame title={t("tasks.title")} lead={tasks.data && t("tasks.count", { n: tasks.data.items.length })}>
      <QueryView query={tasks} isEmpty={(list) => list.items.length === 0} empty={<Nothing next={tasks.data?.next} />}>
        {(list) => buckets.map((bucket) => <Bucket key={bucket} bucket={bucket} heaps={under(grouped(list.items), bucket)} />)}
      </QueryView>
    </PageFrame>
  );
}

function Nothing({ next }: { next: TaskList["next"] }) {
  return <EmptyState title={t("tasks.empty")}>{next ? t("tasks.empty.next", { title: next.title, date: date(next.opens) }) : t("tasks.empty.none")}</EmptyState>;
}

function Bucket({ bucket, heaps }: { bucket: TaskBucket; heaps: Heap[] }) {
  if (heaps.length === 0) return null;
  const count = heaps.reduce((n, heap) => n + heap.tasks.length, 0);
  return (
    <section className="bucket" aria-label={t(`tasks.bucket.${bucket}`)}>
      <h2 className={bucket === "late" ? "late" : undefined}>{t(`tasks.bucket.${bucket}`)} <span className="tabular">{count}</span></h2>
      <ul className="plain card">{heaps.map((heap) => (heap.tasks.length > 1 ? <HeapRow key={heap.key} heap={heap} /> : heap.tasks.map((task) => <TaskRow key={task.id} task={task} />)))}</ul>
    </section>
  );
}
