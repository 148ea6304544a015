import { expect, signIn, test, type County } from "../support/journey";
import { findLandmarks } from "../support/places";
import { closeUntil, decide, type Sheet } from "../support/stages";

/** The round of villages, with what the towns recommended, before the standing committee. */
async function reachDecision(county: County) {
  const office = await county.enter("zuzhibu");
  const at = await findLandmarks(office.request);
  await closeUntil(office.request, at.villages, "decision");
  return { office, at };
}

/** Pages of a PDF that Chromium printed. */
const countPages = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test("the standing committee decides on one sheet, within the quota, with minutes and votes", async ({ county }) => {
  const { at } = await reachDecision(county);
  const page = await county.enter("changwei");
  await page.getByRole("listitem").filter({ hasText: "县委常委定" }).filter({ hasText: "红旗村" }).getByRole("link").click();
  await expect(page.getByText("名额线：最多 10 个")).toBeVisible();
  const sheet = (await (await page.request.get(`/api/rounds/${at.villages}/sheet`)).json()) as Sheet;
  expect(countPages(await page.pdf({ format: "A4", printBackground: true })), "two pages of A4 at most for twenty candidates").toBeLessThanOrEqual(2);

  const enter = page.getByRole("button", { name: "登记决定" });
  await expect(enter).toBeDisabled();
  await expect(page.getByText("填写纪要编号和日期")).toBeVisible();
  await page.getByLabel("会议纪要编号").fill("常委会纪要〔2022〕20号");
  await page.getByLabel("会议日期").fill("2022-11-28");
  await page.getByLabel("应到人数").fill("11");
  await page.getByLabel("实到人数").fill("10");
  const boxes = page.locator("aside").getByRole("checkbox");
  for (let i = 0; i <= sheet.quota; i++) await boxes.nth(i).check();
  await expect(page.getByText("已选 11 / 10")).toBeVisible();
  await expect(page.getByText("超过名额"), "one more than there are places").toBeVisible();
  await expect(enter).toBeDisabled();
  await boxes.nth(sheet.quota).uncheck();
  for (const agree of await page.getByRole("spinbutton", { name: "同意" }).all()) await agree.fill("10");
  await expect(enter).toBeEnabled();
  await enter.click();
  await page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await expect(page.getByText("决定已登记")).toBeVisible();
  await expect(page.getByText("应到 11 人，实到 10 人")).toBeVisible();
});

test("the server refuses a decision without minutes, and one above the quota", async ({ county }) => {
  const { at } = await reachDecision(county);
  const page = await county.enter("changwei");
  const sheet = (await (await page.request.get(`/api/rounds/${at.villages}/sheet`)).json()) as Sheet;
  const decision = (minutes: string, n: number) => {
    const selected = sheet.entries.slice(0, n).map((e) => e.id);
    return { minutes_no: minutes, date: "2022-11-28", expected: 11, present: 10, selected, reasons: [], votes: selected.map((entry) => ({ entry, agree: 10, against: 0, abstain: 0 })) };
  };
  const path = `/api/rounds/${at.villages}/decision`;
  const without = await page.request.post(path, { data: decision("", sheet.quota) });
  expect([without.status(), await without.text()]).toEqual([422, expect.stringContaining("纪要")]);
  const above = await page.request.post(path, { data: decision("纪要", sheet.quota + 1) });
  expect([above.status(), await above.text()]).toEqual([409, expect.stringContaining("名额")]);
  const again = (await (await page.request.get(`/api/rounds/${at.villages}/sheet`)).json()) as { decision?: unknown };
  expect(again.decision).toBeUndefined();
});

test("from the decision to a notice, an objection without JavaScript, its answer, and the awards", async ({ county }) => {
  test.slow();
  const { office, at } = await reachDecision(county);
  const sheet = await decide(county, at.villages);
  await office.goto("/tasks");
  await office.getByRole("listitem").filter({ hasText: "争创结果公示" }).filter({ hasText: "红旗村" }).getByRole("link").click();
  const dialog = office.getByRole("dialog");
  await dialog.getByLabel(/受理单位/).fill("县委组织部组织科");
  await dialog.getByLabel(/受理电话/).fill("0917-0000000");
  await dialog.getByRole("button", { name: "拟公示" }).click();
  const draft = office.locator("section").filter({ hasText: "待发布" });
  await expect(draft).toContainText("审批依据待确认");
  await draft.getByRole("button", { name: "发布公示" }).click();
  await office.getByRole("button", { name: "确定" }).click();
  await expect(draft.getByRole("alert")).toContainText("批准");
  await draft.getByRole("button", { name: "删除草稿" }).click();
  await office.getByRole("button", { name: "确定" }).last().click();
  await expect(draft).toBeHidden();

  await office.goto(`/rounds/${at.villages}`);
  await office.getByRole("button", { name: "拟公示" }).click();
  await dialog.getByLabel(/审批依据/).fill("陕评组〔2022〕9号");
  await dialog.getByLabel(/受理单位/).fill("县委组织部组织科");
  await dialog.getByLabel(/受理电话/).fill("0917-0000000");
  await dialog.getByRole("button", { name: "拟公示" }).click();
  await draft.getByRole("button", { name: "发布公示" }).click();
  await office.getByRole("button", { name: "确定" }).click();
  const standing = office.locator("section").filter({ hasText: "公示中" });
  await expect(standing).toContainText("5 个工作日");
  const address = (await standing.getByRole("link", { name: "打开公示页" }).getAttribute("href")) ?? "";

  const chosen = sheet.entries[0]?.subject.title ?? "";
  const villager = await county.visit({ javaScriptEnabled: false });
  await villager.goto(address);
  await expect(villager.getByRole("cell", { name: chosen })).toBeVisible();
  await villager.getByLabel("关于").selectOption({ index: 1 });
  await villager.getByLabel(/异议内容/).fill("该村合作社的分红没有到户，请核查。");
  await villager.getByRole("button", { name: "提交异议" }).click();
  await expect(villager.getByText("异议已经收到")).toBeVisible();
  const receipt = villager.url();

  await county.server.moveTo("2022-12-06");
  await signIn(office.context(), "zuzhibu");
  await office.goto("/notices");
  await expect(office.getByText("公示期已满，还有 1 件异议没有答复，不能结束。")).toBeVisible();
  await expect(office.getByRole("button", { name: "结束公示" }).and(office.locator(":enabled"))).toHaveCount(0);
  await office.goto("/notices?tab=objections");
  await office.getByRole("button", { name: "是否受理" }).click();
  await dialog.getByText("受理", { exact: true }).click();
  await dialog.getByRole("button", { name: "确定" }).click();
  await office.getByRole("button", { name: "答复" }).click();
  await dialog.getByLabel("核查人（两名） 1").fill("县农业农村局 甲");
  await dialog.getByLabel("核查人（两名） 2").fill("县审计局 乙");
  await dialog.getByLabel("核查情况").fill("抽查二十户，分红均已到账。");
  await dialog.getByText("异议不成立").click();
  await dialog.getByLabel("给提出人的答复").fill("经核查，分红已全部到户，流水可在镇上查阅。");
  await dialog.getByRole("button", { name: "提交" }).click();
  await expect(dialog).toBeHidden();
  await villager.goto(receipt);
  await expect(villager.getByText("经核查，分红已全部到户")).toBeVisible();

  await office.goto("/notices");
  await office.getByRole("button", { name: "结束公示" }).click();
  await expect(office.locator("section").filter({ hasText: "2022年红旗村" })).toContainText("已结束");
  await office.goto(`/rounds/${at.villages}`);
  await office.getByRole("button", { name: "确认结果" }).click();
  await dialog.getByRole("button", { name: "确认结果" }).click();
  await expect(office.getByText("结果已确认")).toBeVisible();
  await office.goto("/outcome");
  await expect(office.getByRole("row").filter({ hasText: chosen }).first()).toBeVisible();
});

test("a notice can't be closed before its working days are over", async ({ county }) => {
  const { office, at } = await reachDecision(county);
  await decide(county, at.villages);
  const drafted = await office.request.post(`/api/rounds/${at.villages}/notice`, { data: { basis: "", approval: "陕评组〔2022〕9号", office: "组织科", phone: "0917-0000000", address: "" } });
  const { id } = (await drafted.json()) as { id: number };
  await office.request.post(`/api/notices/${id}/publish`);
  const answer = await office.request.post(`/api/notices/${id}/close`);
  expect(answer.status()).toBe(409);
  expect(await answer.text()).toMatch(/公示期.*12月/);
  await office.goto("/notices");
  await expect(office.locator("section").filter({ hasText: "公示中" }).getByRole("button", { name: "结束公示" })).toBeHidden();
});
