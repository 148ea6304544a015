import type { ReactNode } from "react";
import "./states.css";

export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <h2>{title}</h2>
      <div className="soft">{children}</div>
    </div>
  );
}
