// What was typed and not yet saved, kept on this device under the account and the form, so that a dead zone, a time-out or a closed
// page loses nothing. Removed when the server has it.
import { useCallback, useEffect, useState } from "react";

const prefix = "qixing.draft.";

export interface Draft<T> { value: T; at: string }

export function readDraft<T>(key: string): Draft<T> | undefined {
  try {
    const text = localStorage.getItem(prefix + key);
    return text ? (JSON.parse(text) as Draft<T>) : undefined;
  } catch {
    return undefined;
  }
}

export function writeDraft<T>(key: string, value: T): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify({ value, at: new Date().toISOString() }));
  } catch {
    // A full or forbidden store: the page itself still holds the text.
  }
}

export const dropDraft = (key: string): void => localStorage.removeItem(prefix + key);

export function listDrafts(account: number): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}${account}.`));
}

export const dropDrafts = (account: number): void => listDrafts(account).forEach((key) => localStorage.removeItem(key));

/** A form's value that survives: starts from the draft if there is one, else from `initial`. */
export function useDraft<T>(key: string, initial: T): { value: T; set: (next: T) => void; drop: () => void; restored: boolean } {
  const [state, setState] = useState(() => ({ key, kept: readDraft<T>(key), value: readDraft<T>(key)?.value ?? initial }));
  useEffect(() => {
    setState((now) => (now.key === key ? now : { key, kept: readDraft<T>(key), value: readDraft<T>(key)?.value ?? initial }));
    // The initial value belongs to the key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  const set = useCallback((next: T) => {
    writeDraft(key, next);
    setState((now) => ({ ...now, value: next }));
  }, [key]);
  const drop = useCallback(() => dropDraft(key), [key]);
  return { value: state.value, set, drop, restored: state.kept !== undefined };
}
