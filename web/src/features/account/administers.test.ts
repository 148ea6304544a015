import { expect, test } from "vitest";
import type { Session } from "../../api/contract";
import { systemTabs } from "./administers";

const session = (role: string, rights: string[] = []): Session => ({ signed_in: true, rights, grants: [{ role, role_title: role, unit_id: 1, unit_title: "县" }] }) as unknown as Session;

test("each administrator's own part comes first, and nobody is led to a refusal", () => {
  expect(systemTabs(session("system_admin"))).toEqual(["accounts", "grants", "deliveries"]);
  expect(systemTabs(session("security_admin"))).toEqual(["grants", "accounts"]);
  expect(systemTabs(session("audit_admin"))).toEqual(["journal", "accounts", "grants"]);
  expect(systemTabs(session("county_office", ["manage_rounds"]))).toEqual(["journal"]);
});
