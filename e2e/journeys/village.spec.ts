import { expect, phone, test, type County } from "../support/journey";
import { findLandmarks, village } from "../support/places";

async function openAssessment(county: County) {
  const page = await county.enter(village, "/tasks", { viewport: phone });
  const task = page.getByRole("listitem").filter({ hasText: "村自评" });
  await expect(task).toContainText("请核对后重新提交");
  await task.getByRole("link").click();
  await expect(page.getByText("已退回：九月的经营收入与合作社账目不一致")).toBeVisible();
  return page;
}

test("a village secretary mends a returned assessment on a phone, through a dead zone", async ({ county }) => {
  const page = await openAssessment(county);
  await page.getByRole("button", { name: "产业发展" }).click();
  const income = page.getByRole("group", { name: "集体经济收入" });
  await expect(income, "what the registers know is there already").toContainText("经营性收入");
  await income.getByText("有误，说明").click();
  await income.getByLabel("哪里不对，实际是多少").fill("九月有一笔三千元记在了十月。");
  await expect(page.getByRole("status").filter({ hasText: "已保存" })).toContainText("21/21");
  await income.getByLabel("哪里不对，实际是多少").fill("九月有一笔三千元记在了十月。请镇里核对。");
  await page.getByRole("button", { name: "菜单" }).click();
  await page.getByRole("link", { name: "我的待办" }).click();
  await page.getByRole("listitem").filter({ hasText: "自评" }).getByRole("link").click();
  await page.getByRole("button", { name: "产业发展" }).click();
  await expect(income.getByLabel("哪里不对，实际是多少")).toHaveValue("九月有一笔三千元记在了十月。请镇里核对。");

  await page.context().setOffline(true);
  await income.getByLabel("哪里不对，实际是多少").fill("九月有一笔三千元记在了十月，凭证在镇上。");
  await expect(page.getByText("没有网络，已存本机")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("没有网络，已存本机")).toBeHidden({ timeout: 15_000 });
  await page.reload();
  await page.getByRole("button", { name: "产业发展" }).click();
  await expect(income.getByLabel("哪里不对，实际是多少")).toHaveValue("九月有一笔三千元记在了十月，凭证在镇上。");

  await page.getByRole("button", { name: "提交", exact: true }).click();
  await expect(page.getByText("镇里退回后才能再改")).toBeVisible();
  await expect(page.getByRole("button", { name: "提交", exact: true })).toBeHidden();
  await page.goto("/tasks");
  await expect(page.getByText(/共 \d+ 项|没有待办/).first()).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "红旗村" }).filter({ hasText: "自评" }), "what is handed in is no longer owed").toBeHidden();
});

test("a page that is still open can't hand in the same assessment again", async ({ county }) => {
  const [one, other] = [await openAssessment(county), await openAssessment(county)];
  await one.getByRole("button", { name: "提交", exact: true }).click();
  await expect(one.getByText("镇里退回后才能再改")).toBeVisible();
  await other.getByRole("button", { name: "提交", exact: true }).click();
  await expect(other.getByRole("alert")).toBeVisible();
});

test("a session that ends in the middle of a form loses nothing", async ({ county }) => {
  const page = await openAssessment(county);
  const words = "班子分工到人，每月调度一次，账目按季度公开。";
  await page.context().clearCookies();
  await page.getByLabel("主要做法（可不填）").fill(words);
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByText("登录已失效，请重新登录。填写的草稿都在本机。")).toBeVisible();

  await page.getByRole("searchbox").fill("神泉");
  await page.getByRole("button", { name: /村党组织书记.*神泉村/ }).click();
  await expect(page.getByRole("heading", { name: /神泉村.*自评/ })).toBeVisible();
  await expect(page.getByLabel("主要做法（可不填）")).toHaveValue(words);
});

test("a village sees no other village's figures", async ({ county }) => {
  const office = await county.enter("zuzhibu");
  const at = await findLandmarks(office.request);
  const page = await county.enter(village, `/rounds/${at.villages}`, { viewport: phone });
  await expect(page.getByRole("button", { name: "神泉村" })).toBeVisible();
  await expect(page.getByText("固关街村")).toBeHidden();
  await page.goto(`/rounds/${at.villages}?entry=${at.entry}`);
  await expect(page.getByRole("alert")).toContainText(/没有权限|没有找到/);
});

test("a village sees by name which belt it is on, though it may not open the list of belts", async ({ county }) => {
  const page = await county.enter(village, "/registers/belt_stops/views/belts", { viewport: phone });
  const line = page.getByRole("heading", { level: 2, name: /示范带/ });
  await expect(line).toBeVisible();
  const belt = ((await line.textContent()) ?? "").split(" ")[0] ?? "";
  await page.goto("/registers/belt_stops");
  await expect(page.getByRole("cell", { name: belt, exact: true })).toBeVisible();
  await page.getByRole("table").getByRole("button", { name: "神泉村" }).click();
  await expect(page.getByRole("dialog").getByText(belt).first()).toBeVisible();
  await page.goto("/registers/belts");
  await expect(page.getByText(belt)).toBeHidden();
});
