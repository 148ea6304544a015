import type { ReactNode } from "react";

export type MarkKind = "late" | "veto" | "missing" | "tie" | "recused" | "returned" | "unconfirmed" | "good" | "gold" | "plain";
const signs: Record<MarkKind, string> = { late: "!", veto: "✕", missing: "?", tie: "=", recused: "⊘", returned: "↩", unconfirmed: "?", good: "✓", gold: "★", plain: "" };

/** A word and a sign, never colour alone. */
export function Mark({ kind, children, title }: { kind: MarkKind; children: ReactNode; title?: string }) {
  return <span className={`mark mark-${kind}`} title={title}>{signs[kind] && <span aria-hidden="true">{signs[kind]}</span>}{children}</span>;
}
