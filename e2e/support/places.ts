// Every page that somebody may open, with who opens it. Journeys check them all for width and accessibility; pictures are taken of them all.
import type { APIRequestContext, Page } from "@playwright/test";

/** A page that somebody may open; `again` when another's hands show the same page with nothing new to find on it. */
export interface Place { who: string; name: string; path: string; again?: boolean }

interface Named { id: number }
interface RoundRow extends Named { scheme: string; period: string }
interface EntryRow extends Named { status: string; subject: { title: string; town_id: number; town_title: string } }

export interface Landmarks { villages: number; villagesBefore: number; members: number; entry: number; waiting: number; returned: EntryRow; town: number; member: number; notice: string; request: number; project: number; bid: number; contest: number }

async function items<T>(request: APIRequestContext, path: string): Promise<T[]> {
  return ((await (await request.get(path)).json()) as { items: T[] }).items;
}

const first = <T>(all: T[], wanted: (one: T) => boolean, what: string): T => {
  const found = all.find(wanted);
  if (found === undefined) throw new Error(`the demonstration has no ${what}`);
  return found;
};

/** The rounds and entries that the demonstration is known for, looked up as the county's office. */
export async function findLandmarks(request: APIRequestContext): Promise<Landmarks> {
  const rounds = await items<RoundRow>(request, "/api/rounds");
  const round = (scheme: string, period: string) => first(rounds, (r) => r.scheme === scheme && r.period === period, `${scheme} of ${period}`).id;
  const [villages, members] = [round("red_flag_village", "2022"), round("five_star_member", "2022")];
  const entries = await items<EntryRow>(request, `/api/rounds/${villages}/entries`);
  const notices = await items<{ href: string; state: string }>(request, "/api/notices");
  const returned = first(entries, (e) => e.status === "open", "returned entry");
  return {
    villages, members, villagesBefore: round("red_flag_village", "2021"), entry: first(entries, (e) => e.status === "recommended", "recommended entry").id,
    waiting: first(entries, (e) => e.status === "submitted", "entry that waits for its town").id, returned, town: returned.subject.town_id,
    request: (await items<Named>(request, "/api/matters/help_requests/records?status=open"))[0]?.id ?? 0, project: (await items<Named>(request, "/api/matters/secretary_projects/records?status=active"))[0]?.id ?? 0,
    bid: (await items<Named>(request, "/api/matters/demo_village_bids/records?status=mending"))[0]?.id ?? 0,
    member: (await items<EntryRow>(request, `/api/rounds/${members}/entries`))[0]?.id ?? 0, notice: notices[0]?.href ?? "", contest: first(await items<Named & { state: string }>(request, "/api/contests"), (c) => c.state === "open", "contest under way").id,
  };
}

/** The login of the village whose assessment was sent back, and of its town. */
export const village = "chengguan.shenquan";
export const town = "chengguan.zuwei";

export function listPlaces(at: Landmarks): Place[] {
  const office: Place[] = [
    ["tasks", "/tasks"], ["cockpit", "/cockpit"], ["rounds", "/rounds"], ["round", `/rounds/${at.villages}`], ["round-before", `/rounds/${at.villagesBefore}`], ["round-members", `/rounds/${at.members}`],
    ["explanation", `/rounds/${at.villages}?entry=${at.entry}`], ["what-if", `/rounds/${at.villages}/what-if`], ["sheet-before", `/rounds/${at.villagesBefore}/sheet`],
    ["contests", "/contests"], ["contest", `/contests/${at.contest}`], ["contest-desk", `/contests/${at.contest}/desk`],
    ["registers", "/registers"], ["register", "/registers/collective_accounts"], ["import", "/registers/collective_accounts/import"], ["coverage", "/registers/collective_accounts/coverage"], ["doubts", "/registers/collective_accounts/doubts"], ["standards", "/registers/standard_checks/sheet"], ["matters", "/matters"], ["matter", "/matters/help_requests"], ["board", "/matters/secretary_projects?view=board"], ["help", `/matters/help_requests/${at.request}`], ["project", `/matters/secretary_projects/${at.project}`], ["bid", `/matters/demo_village_bids/${at.bid}`],
    ["ask-for", "/matters/help_requests/new"], ["piles", "/matters/help_requests/piles"], ["notices", "/notices"], ["objections", "/notices?tab=objections"],
    ["awards", "/outcome"], ["payouts", "/outcome?tab=payouts"], ["flags", "/outcome?tab=flags"], ["pack", "/pack"], ["parameters", "/pack?tab=parameters"], ["versions", "/pack?tab=versions"], ["system", "/system"], ["me", "/me"], ["password", "/password"],
  ].map(([name = "", path = ""]) => ({ who: "zuzhibu", name, path, again: /-before|-members|awards|versions/.test(name) }));
  const others: Place[] = [
    { who: village, name: "tasks", path: "/tasks", again: true }, { who: village, name: "assessment", path: `/rounds/${at.villages}/entries/${at.returned.id}/assessment` }, { who: village, name: "registers", path: "/registers", again: true },
    { who: village, name: "register", path: "/registers/collective_accounts", again: true }, { who: village, name: "record-new", path: "/registers/collective_accounts?record=new" }, { who: village, name: "rounds", path: "/rounds", again: true },
    { who: village, name: "round", path: `/rounds/${at.villages}`, again: true }, { who: village, name: "me", path: "/me" }, { who: village, name: "cockpit", path: "/cockpit", again: true },
    { who: town, name: "tasks", path: "/tasks", again: true }, { who: town, name: "recommendation", path: `/rounds/${at.villages}/recommendation?town=${at.town}` }, { who: town, name: "round", path: `/rounds/${at.villages}`, again: true }, { who: town, name: "flags", path: "/outcome?tab=flags", again: true },
    { who: town, name: "standards", path: "/registers/standard_checks/sheet?period=2022H2" }, { who: town, name: "coverage", path: "/registers/standard_checks/coverage", again: true },
    { who: "lingdao8", name: "tasks", path: "/tasks", again: true }, { who: "lingdao3", name: "tasks", path: "/tasks", again: true }, { who: "lingdao3", name: "reviews", path: `/rounds/${at.members}/reviews`, again: true }, { who: "lingdao8", name: "reviews-done", path: `/rounds/${at.members}/reviews` },
    { who: "lingdao3", name: "review", path: `/rounds/${at.members}/reviews/${at.member}` },
    { who: "pingwei1", name: "contest-pad", path: `/contests/${at.contest}/pad` },
    { who: "changwei", name: "tasks", path: "/tasks", again: true }, { who: "changwei", name: "sheet-members", path: `/rounds/${at.members}/sheet`, again: true }, { who: "changwei", name: "sheet-before", path: `/rounds/${at.villagesBefore}/sheet` },
    { who: "caizheng", name: "tasks", path: "/tasks", again: true }, { who: "caizheng", name: "payouts", path: "/outcome?tab=payouts", again: true }, { who: "jiwei", name: "tasks", path: "/tasks", again: true }, { who: "jiwei", name: "register", path: "/registers/sanctions", again: true },
    { who: "xitong", name: "accounts", path: "/system" }, { who: "anquan", name: "grants", path: "/system" }, { who: "shenji", name: "journal", path: "/system" },
  ];
  const open: Place[] = [["sign-in", "/sign-in"], ["notices", "/notice"], ["notice", at.notice], ["contest-board", `/contests/${at.contest}/board`]].map(([name = "", path = ""]) => ({ who: "", name, path }));
  return [...open, ...office, ...others];
}

/** Waits until the page has its heading and nothing on it is loading. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("h1, h2") !== null && document.querySelector("[aria-busy=true], .loading, .ant-skeleton, .ant-spin-spinning") === null, undefined, { timeout: 15_000 });
}
