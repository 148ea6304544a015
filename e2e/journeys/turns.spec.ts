// What seldom happens and must be right when it does: withdrawing, ruling, replying, appealing, revoking, deciding anew, a workbook as people make them.
import { join } from "node:path";
import { expect, phone, test, type County } from "../support/journey";
import { findLandmarks, village } from "../support/places";
import { closeUntil, decide } from "../support/stages";

interface EntryRow { id: number; status: string; incomplete: boolean; subject: { title: string } }

async function entriesOf(county: County, round: number): Promise<EntryRow[]> {
  const office = await county.enter("zuzhibu");
  return ((await (await office.request.get(`/api/rounds/${round}/entries`)).json()) as { items: EntryRow[] }).items;
}

const found = <T>(all: T[], wanted: (one: T) => boolean): T => {
  const one = all.find(wanted);
  if (one === undefined) throw new Error("the demonstration has no such entry");
  return one;
};

test("a village withdraws with a reason, and can't come back by itself", async ({ county }) => {
  const page = await county.enter(village, "/tasks", { viewport: phone });
  const at = await findLandmarks((await county.enter("zuzhibu")).request);
  await page.goto(`/rounds/${at.villages}?entry=${at.returned.id}`);
  await page.getByRole("button", { name: "退出评选" }).click();
  const dialog = page.getByRole("dialog").last();
  await expect(dialog.getByText("不能自己恢复")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "确定" })).toBeDisabled();
  await dialog.getByLabel("理由").fill("班子正在调整，今年不参评");
  await dialog.getByRole("button", { name: "确定" }).click();
  await expect(page.getByText("退出：班子正在调整，今年不参评")).toBeVisible();
  await expect(page.getByRole("button", { name: "退出评选" })).toBeHidden();
  await page.goto("/tasks");
  await expect(page.getByText(/共 \d+ 项|没有待办/).first()).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "红旗村" }).filter({ hasText: "自评" })).toBeHidden();
});

test("what is missing is ruled on with a reason, and what isn't can't be", async ({ county }) => {
  const office = await county.enter("zuzhibu");
  const at = await findLandmarks(office.request);
  await closeUntil(office.request, at.villages, "decision");
  const lacking = found(await entriesOf(county, at.villages), (e) => e.incomplete && e.status === "recommended");
  const rule = (indicator: string) => office.request.post(`/api/rounds/${at.villages}/entries/${lacking.id}/ruling`, { data: { indicator, ruling: "zero", reason: "一试" } });
  const refused = await rule("industry.income");
  expect([refused.status(), await refused.text()]).toEqual([409, expect.stringContaining("并不缺数据")]);

  await office.goto(`/rounds/${at.villages}?entry=${lacking.id}`);
  await office.getByRole("button", { name: "裁定…" }).first().click();
  const dialog = office.getByRole("dialog").last();
  await expect(dialog.getByText("先请补录台账")).toBeVisible();
  await dialog.getByRole("radio", { name: /不适用/ }).check();
  await dialog.getByLabel("理由").fill("领导小组未能召开，集体研究按不适用处理");
  await dialog.getByRole("button", { name: "裁定" }).click();
  await expect(office.getByText("已裁定，得分已重新计算")).toBeVisible();
  await expect(office.getByText("领导小组未能召开，集体研究按不适用处理").first(), "whoever looks reads why").toBeVisible();
  await expect(office.getByRole("button", { name: "改裁定…" })).toBeVisible();
});

test("a review is replied to in writing, and then an appeal is open", async ({ county }) => {
  const secretary = await county.enter(village, "/me", { viewport: phone });
  const result = secretary.locator(".my-result > div").filter({ hasText: "2021年红旗村 · 神泉村" });
  await result.getByRole("button", { name: "怎么来的" }).click();
  await result.getByRole("radio", { name: "申请复核" }).check();
  await expect(result.getByRole("radio", { name: "申诉" }), "not before a review was answered").toBeHidden();
  await result.getByLabel("要说的话").fill("九月补记的收入没有计入，请复核。");
  await result.getByRole("button", { name: "提交" }).click();
  await expect(result.getByText("待答复")).toBeVisible();

  const office = await county.enter("zuzhibu");
  await office.getByRole("listitem").filter({ hasText: "复核" }).getByRole("link").first().click();
  await office.getByRole("button", { name: "答复" }).click();
  const dialog = office.getByRole("dialog").last();
  await expect(dialog.getByRole("button", { name: "提交" })).toBeDisabled();
  await dialog.getByText("维持原结果").click();
  await dialog.getByLabel("答复").fill("经核对台账，九月的收入已计入。");
  await dialog.getByRole("button", { name: "提交" }).click();
  await expect(office.getByText("经核对台账，九月的收入已计入。")).toBeVisible();
  await expect(office.getByRole("button", { name: "答复" })).toBeHidden();

  await secretary.reload();
  await result.getByRole("button", { name: "怎么来的" }).click();
  await expect(result.getByText("经核对台账，九月的收入已计入。")).toBeVisible();
  await result.getByRole("radio", { name: "申诉" }).check();
  await result.getByLabel("要说的话").fill("不服复核结果，请上级核查。");
  await result.getByRole("button", { name: "提交" }).click();
  await expect(result.getByText("不服复核结果，请上级核查。").first()).toBeVisible();
});

test("a revoked result keeps no tick, and says why to whoever looks", async ({ county }) => {
  const page = await county.enter("changwei");
  const at = await findLandmarks((await county.enter("zuzhibu")).request);
  const named = found(await entriesOf(county, at.villagesBefore), (e) => e.status === "confirmed");
  const row = page.locator(".paper").getByRole("row").filter({ hasText: named.subject.title });
  await page.goto(`/rounds/${at.villagesBefore}/sheet`);
  await expect(row).toContainText("✓");
  await page.goto(`/rounds/${at.villagesBefore}?entry=${named.id}`);
  await page.getByRole("button", { name: "撤销结果" }).click();
  const dialog = page.getByRole("dialog").last();
  await dialog.getByLabel("撤销的事实和依据").fill("经查，集体经济收入虚报");
  await expect(dialog.getByRole("button", { name: "撤销结果" }), "only with the name typed").toBeDisabled();
  await dialog.getByLabel(/以确认/).fill(named.subject.title);
  await dialog.getByRole("button", { name: "撤销结果" }).click();
  await expect(page.getByText("撤销：经查，集体经济收入虚报")).toBeVisible();
  await page.goto(`/rounds/${at.villagesBefore}/sheet`);
  await expect(row).toContainText("已撤销");
  await expect(row).not.toContainText("✓");
});

test("an upheld objection brings an entry back, and the body decides anew for the free place", async ({ county }) => {
  test.slow();
  const office = await county.enter("zuzhibu");
  const at = await findLandmarks(office.request);
  await closeUntil(office.request, at.villages, "decision");
  const sheet = await decide(county, at.villages);
  const first = found(sheet.entries, (e) => e.rank === 1);
  const post = async (path: string, data: unknown) => {
    const answer = await office.request.post(path, { data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as { id: number; token: string };
  };
  const draft = await post(`/api/rounds/${at.villages}/notice`, { approval: "陕评组〔2022〕9号", office: "县委组织部组织科", phone: "0917-0000000" });
  const notice = await post(`/api/notices/${draft.id}/publish`, {});
  const said = await office.request.post(`/notice/${notice.token}/objection`, { form: { entry: String(first.id), text: "收入有虚报，请核查。" } });
  expect(said.ok()).toBe(true);
  const objection = found(((await (await office.request.get("/api/objections")).json()) as { items: { id: number; text: string }[] }).items, (o) => o.text.startsWith("收入有虚报"));
  await post(`/api/objections/${objection.id}/accept`, { accepted: true });
  await post(`/api/objections/${objection.id}/finding`, { verifiers: ["甲", "乙"], upheld: true, finding: "两笔收入重复记账。", reply: "情况属实，已交常委会重新审议。" });

  const page = await county.enter("changwei", `/rounds/${at.villages}/sheet`);
  await expect(page.getByRole("heading", { name: "重新审议" })).toBeVisible();
  const row = page.locator(".paper").getByRole("row").filter({ hasText: first.subject.title });
  await expect(row).toContainText("重新审议");
  await expect(row).not.toContainText("✓");
  const boxes = page.locator("aside").getByRole("checkbox");
  await expect(boxes, "only who came back is before the body").toHaveCount(1);
  await page.getByLabel("会议纪要编号").fill("常委会纪要〔2022〕22号");
  await page.getByLabel("会议日期").fill("2022-11-28");
  await page.getByLabel("应到人数").fill("11");
  await page.getByLabel("实到人数").fill("10");
  await boxes.first().check();
  await page.getByRole("spinbutton", { name: "同意" }).fill("10");
  await page.getByRole("button", { name: "登记决定" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await expect(row).toContainText("✓");
});

test("a workbook with percentages and four forms of dates is shown as it is, faults in their cells, and imported when clean", async ({ county }) => {
  const page = await county.enter("chengguan.zuwei", "/registers/agreements/import");
  const choose = (name: string) => page.getByLabel("选择表格").setInputFiles(join(import.meta.dirname, "../support", name));
  await choose("agreements-faulty.xlsx");
  await expect(page.getByText("有 3 处要改")).toBeVisible();
  const cell = (text: string) => page.locator(".preview td").filter({ hasText: text });
  for (const faulty of ["2024年2月30日", "西官村", "五万"]) await expect(cell(faulty).first()).toHaveClass(/faulty/);
  for (const shown of ["35%", "40%", "50%", "2022-03-01", "8.5万元"]) await expect(cell(shown).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "导入", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: /Sheet1 C3/ }).click();
  await expect(page.locator("#cell-C3")).toBeFocused();
  await page.setViewportSize(phone);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), "a wide sheet scrolls in its box").toBeLessThanOrEqual(phone.width);
  await choose("agreements.xlsx");
  await expect(page.getByText("新增 3，更新 0")).toBeVisible();
  await page.getByRole("button", { name: "导入", exact: true }).click();
  await expect(page.getByText("已导入：新增 3，更新 0").first()).toBeVisible();
  const records = (await (await page.request.get("/api/registers/agreements/records?q=" + encodeURIComponent("香菇大棚"))).json()) as { items: { values: Record<string, string> }[] };
  expect(records.items[0]?.values).toMatchObject({ starts_on: "2022-03-01", ends_on: "2025-02-28", split: "0.35", contribution: "120000" });
});
