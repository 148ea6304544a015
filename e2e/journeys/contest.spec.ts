import type { APIRequestContext, Page } from "@playwright/test";
import { expect, phone, signIn, test, type County } from "../support/journey";

interface Row { id: number; name: string; title: string; town_title: string; position: number; released: boolean; absence?: string; points?: string }
interface Board { current?: number; groups: { rows: Row[] }[] }

const judges = ["pingwei1", "pingwei2", "pingwei3", "pingwei4", "pingwei5"];

async function findOpen(request: APIRequestContext): Promise<number> {
  const { items } = (await (await request.get("/api/contests")).json()) as { items: { id: number; state: string }[] };
  const open = items.find((c) => c.state === "open");
  if (!open) throw new Error("the demonstration has no contest under way");
  return open.id;
}

/** Brings on stage somebody whom no judge has scored yet. */
async function callSomebody(desk: Page, board: Board): Promise<Row> {
  const rows = board.groups.flatMap((g) => g.rows).sort((a, b) => a.position - b.position);
  const one = rows.find((r) => r.position > 10 && !r.absence && !r.released);
  if (!one) throw new Error("nobody is left to call");
  await desk.getByRole("button", { name: one.name, exact: true }).click();
  await desk.getByRole("button", { name: "请上台" }).click();
  await expect(desk.getByRole("region", { name: one.name }).getByText("正在比武")).toBeVisible();
  return one;
}

/** Three secretaries of other towns score: in the hall they do so on their own phones. */
async function scoreByPeers(county: County, contest: number, one: Row): Promise<void> {
  const visitor = await county.visit();
  const { demo_accounts } = (await (await visitor.request.get("/api/session")).json()) as { demo_accounts: { login: string; role: string }[] };
  let given = 0;
  for (const { login } of demo_accounts.filter((a) => a.role === "village_secretary")) {
    const peer = await county.visit();
    await signIn(peer.context(), login);
    const answer = await peer.request.post(`/api/contests/${contest}/scores`, { data: { key: `e2e-${login}`, contestant: one.id, part: "peers", revision: 1, marks: { overall: "88" } } });
    if (answer.ok()) given += 1;
    await peer.context().close();
    if (given === 3) return;
  }
  throw new Error(`only ${given} secretaries could score`);
}

/** A judge marks every aspect of both parts and sends them. */
async function score(pad: Page, name: string): Promise<void> {
  const form = pad.getByRole("region", { name });
  await expect(form.getByText("正在比武"), "the pad follows the stage").toBeVisible();
  for (const aspect of ["实绩", "产业", "治理", "组织建设", "现场答问"]) {
    const steps = form.getByRole("group", { name: aspect, exact: true });
    await steps.getByRole("button", { name: "加 0.5" }).click();
    await steps.getByRole("button", { name: "加 2.5" }).click();
  }
  for (const part of ["走村观摩", "现场比武"]) await form.getByRole("group", { name: new RegExp(`^${part}`) }).getByRole("button", { name: "送出" }).click();
}

test("contest day: five judges, one of whom loses the connection, and a board that shows nothing before it is released", async ({ county }) => {
  test.slow();
  const desk = await county.enter("zuzhibu");
  const contest = await findOpen(desk.request);
  await desk.goto(`/contests/${contest}/desk`);
  const hall = await county.visit({ viewport: { width: 1920, height: 1080 } });
  await hall.goto(`/contests/${contest}/board`);
  const readBoard = async (): Promise<Board> => (await (await hall.request.get(`/api/contests/${contest}/board`)).json()) as Board;
  const one = await callSomebody(desk, await readBoard());
  await expect(hall.locator(".board-who"), "the hall sees who is on stage").toHaveText(one.name);

  await scoreByPeers(county, contest, one);
  const pads = await Promise.all(judges.map((login) => county.enter(login, `/contests/${contest}/pad`, { viewport: phone })));
  const [lost, ...others] = [pads[2] as Page, ...pads.filter((_, i) => i !== 2)];
  for (const pad of others) {
    await score(pad, one.name);
    await expect(pad.getByText("全部已送达")).toBeVisible();
  }

  // The server gets the sheets of the third judge, but its answers never arrive.
  await lost.route("**/scores", async (route) => {
    try {
      await route.fetch();
      await route.abort("connectionreset");
    } catch {
      // The line came back while this answer was being lost.
    }
  });
  await score(lost, one.name);
  await expect(lost.getByText("2 份待发送，连上网后自动送出")).toBeVisible();
  await lost.reload();
  await expect(lost.getByText("2 份待发送，连上网后自动送出"), "what waits survives a reload").toBeVisible();
  await lost.unroute("**/scores");
  await expect(lost.getByText("全部已送达")).toBeVisible();

  const sheets = (await (await desk.request.get(`/api/contests/${contest}/contestants/${one.id}/sheets`)).json()) as { items: { part: string; counts: boolean }[] };
  expect(sheets.items.filter((s) => s.part !== "peers").length, "five judges, two parts: nothing is lost, nothing counts twice").toBe(10);
  const before = (await readBoard()).groups.flatMap((g) => g.rows).find((r) => r.id === one.id);
  expect(before?.released, "the board's own data holds no figure before the release").toBe(false);
  expect(Object.keys(before ?? {})).not.toContain("points");
  await expect(hall.locator(".board-total")).toHaveCount(0);

  await desk.getByRole("button", { name: "公布成绩" }).click();
  await expect(hall.locator(".board-total"), "the hall sees the result as soon as it is released").toHaveText(/^\d\d\.\d\d$/);
  const shown = await hall.locator(".board-total").innerText();
  expect((await readBoard()).groups.flatMap((g) => g.rows).find((r) => r.id === one.id)?.points).toBe(shown);

  await desk.getByRole("button", { name: "逐份评分" }).click();
  await desk.getByRole("row", { name: /走村观摩/ }).getByRole("button", { name: "更正" }).first().click();
  await desk.getByLabel(/实绩/).fill("20");
  await desk.getByLabel("理由", { exact: true }).fill("评委当场说明按错");
  await desk.getByRole("dialog").getByRole("button", { name: "更正" }).click();
  await expect(desk.getByText("已被替换"), "the old sheet stays").toBeVisible();
  await expect(desk.getByText(/更正：评委当场说明按错/)).toBeVisible();

  const replay = (await (await desk.request.get(`/api/contests/${contest}/replay`)).json()) as { ok: boolean; leaves: number };
  expect(replay.ok, "the journal gives the same contest").toBe(true);
});

test("a secretary scores the others, but nobody of their own town", async ({ county }) => {
  const office = await county.enter("zuzhibu");
  const contest = await findOpen(office.request);
  const page = await county.enter("chengguan.shenquan", `/contests/${contest}/pad`, { viewport: phone });
  await page.getByRole("button", { name: "看全部" }).click();
  const mine = page.getByRole("listitem").filter({ hasText: "城关镇" });
  const others = page.getByRole("listitem").filter({ hasText: "东风镇" });
  await expect(mine.first()).toBeVisible();
  expect(await mine.filter({ hasText: "回避" }).count(), "all of the own town are left out").toBe(await mine.count());
  expect(await others.filter({ hasText: "回避" }).count()).toBe(0);

  await page.getByText("向这位书记提问").click();
  await page.getByLabel("问题").fill("合作社怎样分红？");
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByText("已交主办单位，由主持人决定是否提出。")).toBeVisible();
  await office.goto(`/contests/${contest}/desk`);
  await office.getByRole("listitem").filter({ hasText: "合作社怎样分红？" }).getByRole("button", { name: "提出" }).click();
  const hall = await county.visit({ viewport: { width: 1920, height: 1080 } });
  await hall.goto(`/contests/${contest}/board`);
  await expect(hall.getByText("合作社怎样分红？"), "what the office puts stands on the board").toBeVisible();
});
