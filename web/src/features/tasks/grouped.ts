import type { Task } from "../../api/contract";

/** Tasks of one kind and step, in the order they are due. */
export interface Heap { key: string; tasks: Task[] }

/** As many of one kind stand one by one; more are one line that opens. */
export const fewest = 3;

/** Tasks of the same kind and step stand together, where the first of them would stand. */
export function grouped(tasks: Task[]): Heap[] {
  const heaps = new Map<string, Heap>();
  for (const task of tasks) {
    const key = `${task.kind} ${task.title}`;
    const heap = heaps.get(key);
    if (heap) heap.tasks.push(task);
    else heaps.set(key, { key, tasks: [task] });
  }
  return [...heaps.values()].flatMap((heap) => (heap.tasks.length > fewest ? [heap] : heap.tasks.map((task) => ({ key: task.id, tasks: [task] }))));
}

/** The heaps that stand under a heading: by the first of their tasks. A heap that was let apart stands where its tasks do. */
export const under = (heaps: Heap[], bucket: Task["bucket"]): Heap[] => heaps.filter((heap) => heap.tasks[0]?.bucket === bucket);
