import type { ReactNode } from "react";

/** A figure is a door: a click opens what it is made of. */
export function Figure({ open, children, label }: { open?: () => void; children: ReactNode; label?: string }) {
  if (!open) return <span className="tabular">{children}</span>;
  const enter = (event: { stopPropagation: () => void }) => {
    event.stopPropagation();
    open();
  };
  return <button type="button" className="figure tabular" aria-label={label} onClick={enter}>{children}</button>;
}
