// What stands in the menu, and for whom. The server decides what may be read; the menu only leaves out what would be refused.
import type { Session } from "../api/contract";
import type { Key } from "./language";

export interface Place { to: "/tasks" | "/cockpit" | "/rounds" | "/contests" | "/registers" | "/matters" | "/notices" | "/outcome" | "/pack" | "/system" | "/me"; title: Key; group: Key; for?: (session: Session) => boolean }

const anyRight = (...rights: string[]) => (session: Session) => rights.some((right) => session.rights?.includes(right));
const administers = (session: Session) => (session.grants ?? []).some((grant) => /_admin$/.test(grant.role)) || anyRight("manage_accounts", "manage_grants", "read_journal")(session);
const hasBusiness = (session: Session) => (session.grants ?? []).some((grant) => !/_admin$/.test(grant.role));

export const places: Place[] = [
  { to: "/tasks", title: "nav.tasks", group: "nav.group.work" },
  { to: "/cockpit", title: "nav.cockpit", group: "nav.group.work", for: hasBusiness },
  { to: "/rounds", title: "nav.rounds", group: "nav.group.business", for: hasBusiness },
  { to: "/contests", title: "nav.contests", group: "nav.group.business", for: hasBusiness },
  { to: "/registers", title: "nav.registers", group: "nav.group.business", for: hasBusiness },
  { to: "/matters", title: "nav.matters", group: "nav.group.business", for: hasBusiness },
  { to: "/notices", title: "nav.notices", group: "nav.group.business", for: anyRight("manage_rounds") },
  { to: "/outcome", title: "nav.outcome", group: "nav.group.business", for: anyRight("manage_rounds", "pay_awards", "use_flags") },
  { to: "/pack", title: "nav.pack", group: "nav.group.rules" },
  { to: "/system", title: "nav.system", group: "nav.group.rules", for: (s) => administers(s) || anyRight("manage_rounds")(s) },
  { to: "/me", title: "nav.me", group: "nav.group.rules" },
];

export const placesFor = (session: Session): Place[] => places.filter((place) => !place.for || place.for(session));
