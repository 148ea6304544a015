import { useReducer, useState } from "react";
import { useAutosave } from "./autosave";
import type { Other, Side } from "./Clash";
import { readDraft, writeDraft } from "./drafts";
import type { Clash } from "./merge";
import { Clashing, SharedForm, type Kept, type Shape, type Shelf } from "./sharedForm";

/** What is shown beside a cell that two people changed. */
export interface SharedState<V> { clashes: Clash<V>[]; other: Other | undefined; choose: (key: string, side: Side) => void }
export interface Start<T> { value: T; version: number }

/** What this device kept; something kept without what it began with counts as typed over what stands. */
function keptOr<T>(draft: Kept<T> | T | undefined, start: Start<T>): Kept<T> {
  if (draft === undefined) return { ...start, base: start.value };
  return typeof draft === "object" && draft !== null && "base" in draft ? draft : { ...start, base: start.value, value: draft };
}

/** A form with its saving and its merging. `shape` and `shelf` belong to the key. */
export function useSharedForm<T, V>(key: string, start: Start<T>, shape: Shape<T, V>, shelf: Shelf<T>) {
  const [form] = useState(() => new SharedForm<T, V>(shape, shelf, keptOr(readDraft<Kept<T> | T>(key)?.value, start)));
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const saving = useAutosave<Kept<T>>(key, async () => {
    try {
      await form.send();
      if (form.kept.value !== form.kept.base) writeDraft(key, form.kept); // typed meanwhile: what it is compared with has moved on
    } finally {
      redraw();
    }
  });
  const change = (next: (now: T) => T) => {
    form.type(next(form.kept.value));
    saving.change(form.kept);
    redraw();
  };
  const choose = (clash: string, side: Side) => {
    form.choose(clash, side);
    if (form.clashes.length === 0) saving.change(form.kept);
    else writeDraft(key, form.kept);
    redraw();
  };
  const fault = saving.error instanceof Clashing ? undefined : saving.error;
  return { value: form.kept.value, version: () => form.kept.version, clashes: form.clashes, other: form.other, change, choose, saving, fault };
}
