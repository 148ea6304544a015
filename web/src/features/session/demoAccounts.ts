import type { DemoAccount } from "../../api/contract";

/** One account a role, in the order given: enough to walk through a county. */
export function firstOfEachRole(accounts: DemoAccount[]): DemoAccount[] {
  const seen = new Set<string>();
  return accounts.filter((a) => !seen.has(a.role) && seen.add(a.role));
}
