// Saves what is typed a moment after the last key, one request at a time. What could not be sent stays on this device and is sent when
// the server can be reached again: nothing typed is lost in a dead zone.
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem } from "../api/client";
import { dropDraft, readDraft, writeDraft } from "./drafts";

export type SaveState = "idle" | "waiting" | "saving" | "saved" | "offline" | "fault";
const pause = 900;
const retry = 8_000;

export interface Autosave<T> {
  state: SaveState;
  error: unknown;
  /** When the server last said "saved" to this page. */
  savedAt: string | undefined;
  /** What was typed on this device and has not reached the server. */
  unsent: T | undefined;
  change: (next: T) => void;
  /** Sends now; true when the server has everything. */
  flush: () => Promise<boolean>;
}

// What a page that was left is still sending, by form.
const leaving = new Map<string, Promise<unknown>>();

/** Resolves when nothing of this form is on its way any more. Read the form's data after it, and without a cache: what comes back is never older than what was typed. */
export const whenSent = (key: string): Promise<unknown> => leaving.get(key) ?? Promise.resolve();

function keepSending(key: string, sending: Promise<unknown>): void {
  leaving.set(key, sending);
  void sending.finally(() => leaving.get(key) === sending && leaving.delete(key));
}

export function useAutosave<T>(key: string, send: (value: T) => Promise<void>): Autosave<T> {
  const unsent = useRef<T | undefined>(readDraft<T>(key)?.value);
  const [state, setState] = useState<SaveState>(unsent.current === undefined ? "idle" : "waiting");
  const [error, setError] = useState<unknown>();
  const [savedAt, setSavedAt] = useState<string>();
  const busy = useRef<Promise<boolean>>(undefined);
  const timer = useRef(0);
  const sender = useRef(send);
  sender.current = send;

  const flush = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    if (busy.current) await busy.current;
    const value = unsent.current;
    if (value === undefined) return true;
    setState("saving");
    busy.current = sender.current(value).then(
      () => {
        setError(undefined);
        setSavedAt(new Date().toISOString());
        const all = unsent.current === value;
        if (all) {
          unsent.current = undefined;
          dropDraft(key);
        } else timer.current = window.setTimeout(() => void flush(), pause);
        setState(all ? "saved" : "waiting");
        return all;
      },
      (failure: unknown) => {
        const offline = failure instanceof Problem && failure.offline;
        setError(offline ? undefined : failure);
        setState(offline ? "offline" : "fault");
        if (offline) timer.current = window.setTimeout(() => void flush(), retry);
        return false;
      },
    );
    const done = await busy.current;
    busy.current = undefined;
    return done;
  }, [key]);

  const change = useCallback((next: T) => {
    unsent.current = next;
    writeDraft(key, next);
    setState("waiting");
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void flush(), pause);
  }, [key, flush]);

  useEffect(() => {
    const again = () => void flush();
    if (unsent.current !== undefined) again();
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      if (unsent.current !== undefined) keepSending(key, flush());
    };
  }, [key, flush]);

  return { state, error, savedAt, unsent: unsent.current, change, flush };
}
