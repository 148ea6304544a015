// A short sentence at the foot of the page, read aloud too: that something was done. Faults don't come here: they stay where they arose.
type Listener = (text: string) => void;
const listeners = new Set<Listener>();

export const announce = (text: string): void => listeners.forEach((tell) => tell(text));

export function onAnnouncement(tell: Listener): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
