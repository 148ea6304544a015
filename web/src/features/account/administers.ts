// Which parts of the system somebody opens, and which of the three separated administrators changes what.
import type { Session } from "../../api/contract";

export type SystemTab = "accounts" | "grants" | "journal" | "deliveries";

export const holds = (session: Session | undefined, role: string): boolean => (session?.grants ?? []).some((g) => g.role === role);

/** The tabs that the server will answer, one's own part first. */
export function systemTabs(session: Session | undefined): SystemTab[] {
  const administrator = ["system_admin", "security_admin", "audit_admin"].some((role) => holds(session, role));
  const journal = holds(session, "audit_admin") || (session?.rights ?? []).includes("manage_rounds");
  const tabs: SystemTab[] = administrator ? ["accounts", "grants"] : [];
  if (holds(session, "security_admin")) tabs.reverse();
  if (holds(session, "system_admin")) tabs.push("deliveries");
  return journal ? ["journal", ...tabs] : tabs;
}
