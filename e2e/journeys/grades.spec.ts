// A quarter's appraisal of cadres: a town's committee decides grades for its own people, and says why where it differs from what was computed.
import type { APIRequestContext } from "@playwright/test";
import { expect, signIn, test, type County } from "../support/journey";
import { post } from "../support/stages";

test.use({ pack: "fufeng", day: "2022-07-25" });

const quarter = "2022Q2";
interface Saved { id: number; revision: number }
interface Entry { id: number; subject: { title: string } }

/** The desks of one town's clerk and leader, and of the office, without pages. */
async function desks(county: County) {
  const desk = async (login: string) => {
    const page = await county.visit();
    await signIn(page.context(), login);
    return page.request;
  };
  return { office: await desk("county_office"), clerk: await desk("tiandu.appraisal_clerk"), leader: await desk("tiandu.unit_leader") };
}

async function keep(clerk: APIRequestContext, checker: APIRequestContext, register: string, person: number, values: object): Promise<void> {
  const saved = (await post(clerk, `/api/registers/${register}/records`, { person_id: person, values: { quarter, ...values } })) as Saved;
  await post(checker, `/api/registers/${register}/records/${saved.id}/check`, { revision: saved.revision });
}

/** Seven cadres with their lists; each has done a little less than the one before. All assess themselves but the last. */
async function reachDecision(county: County): Promise<{ round: number; people: string[] }> {
  const { office, clerk, leader } = await desks(county);
  const found = (await (await clerk.get("/api/persons?q=&size=200")).json()) as { items: { id: number; name: string; unit_title: string }[] };
  const cadres = found.items.filter((p) => p.unit_title === "天度镇").slice(0, 7);
  for (const [n, person] of cadres.entries()) {
    await keep(clerk, office, "appraisal_rolls", person.id, { included: true });
    await keep(clerk, leader, "common_items", person.id, { item: "duty", result: "done" });
    for (let i = 0; i < 10; i++) await keep(clerk, leader, "individual_items", person.id, { item: `任务${i}`, weight: 10, result: i < 10 - n ? "done" : "not_done" });
  }
  const round = (await post(office, "/api/rounds", { scheme: "daily_appraisal", period: quarter, reference_date: "2022-06-30" })) as { id: number };
  const entries = ((await (await office.get(`/api/rounds/${round.id}/entries`)).json()) as { items: Entry[] }).items;
  for (const entry of entries.filter((e) => e.subject.title !== cadres[6]?.name)) {
    const at = `/api/rounds/${round.id}/entries/${entry.id}/assessment`;
    const own = (await (await clerk.get(at)).json()) as { version: number; items: { key: string; of: string; needs_points: boolean; rated: boolean }[] };
    const items = own.items.filter((i) => !i.rated).map((i) => (i.needs_points ? { key: i.key, self_points: i.of } : { key: i.key, verdict: "right" }));
    const saved = (await (await clerk.put(at, { data: { version: own.version, items, statement: "按清单完成" } })).json()) as { version: number };
    await post(clerk, `${at}/submit`, { version: saved.version });
  }
  for (const stage of ["own_review", "leader_review", "committee_review"]) await post(office, `/api/rounds/${round.id}/close`, { stage, reason: "期限已到" });
  return { round: round.id, people: cadres.map((p) => p.name) };
}

test("a town's committee decides its people's grades, with reasons, within the cap", async ({ county }) => {
  const { round, people } = await reachDecision(county);
  const page = await county.enter("tiandu.unit_committee");
  await page.getByRole("listitem").filter({ hasText: "党委审定等次" }).filter({ hasText: "天度镇" }).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "等次建议" })).toBeVisible();
  await page.getByLabel("会议纪要编号").fill("天党会〔2022〕7号");
  await page.getByLabel("会议日期").fill("2022-07-22");
  await page.getByLabel("应到人数").fill("9");
  await page.getByLabel("实到人数").fill("8");

  const enter = page.getByRole("button", { name: "登记决定" });
  const give = async (name: string, grade: string) => {
    await page.getByRole("combobox", { name: `等次 ${name}` }).click();
    await page.locator(".ant-select-dropdown:visible").getByText(grade, { exact: true }).click();
  };
  const why = (name: string) => page.getByLabel(`改定或不定等次的理由 ${name}`);
  const [first = "", second = "", , , , , last = ""] = people;
  await give(first, "好");
  await expect(page.getByText("改定或不定等次的要写理由"), "another grade than the computed one").toBeVisible();
  await expect(enter).toBeDisabled();
  await why(first).fill("防汛抢险表现突出");
  await give(second, "好");
  await why(second).fill("招商成绩突出");
  await expect(page.getByText("好 2 / 2"), "40% of seven, rounded down").toBeVisible();
  await give(people[2] ?? "", "好");
  await why(people[2] ?? "").fill("也不错");
  await expect(page.getByText("有等次超过上限")).toBeVisible();
  await give(people[2] ?? "", "一般（计算）");
  await give(last, "不定等次");
  await why(last).fill("借调县上超过半年");
  await enter.click();
  await page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await expect(page.getByRole("heading", { name: "定了等次的 6 个" })).toBeVisible();
  await expect(page.getByText(`${first}：计算为`), "the page for the file says what was decided otherwise, and why").toContainText("防汛抢险表现突出");

  await page.goto(`/rounds/${round}`);
  await page.getByRole("button", { name: first, exact: true }).click();
  await expect(page.getByRole("dialog").getByText("会议定为“好”：防汛抢险表现突出")).toBeVisible();
});
