import { expect, test } from "../support/journey";
import { findLandmarks } from "../support/places";

test("the office opens a round once for each period", async ({ county }) => {
  const page = await county.enter("zuzhibu", "/rounds");
  await page.getByRole("button", { name: "开启届次" }).click();
  const dialog = page.getByRole("dialog", { name: "开启届次" });
  await dialog.getByLabel("评价办法").click();
  await page.getByTitle("红旗村").click();
  await dialog.getByLabel("期间").fill("2022");
  await dialog.getByRole("button", { name: "开启届次" }).click();
  await expect(dialog.getByRole("alert")).toContainText("已经开启过");

  await dialog.getByLabel("期间").fill("2023");
  await dialog.getByLabel("基准日").fill("2023-01-01");
  await dialog.getByRole("button", { name: "开启届次" }).click();
  await expect(page.getByRole("heading", { name: "2023年红旗村" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "村自评" })).toHaveAttribute("aria-current", "step");
});

test("the office reads the order down to the records, and a what-if changes nothing", async ({ county }) => {
  const page = await county.enter("zuzhibu");
  const at = await findLandmarks(page.request);
  await page.goto(`/rounds/${at.villages}`);
  const ribbon = page.getByRole("listitem").filter({ hasText: "镇推荐" });
  await expect(ribbon).toHaveAttribute("aria-current", "step");
  await expect(ribbon).toContainText("已办 69/104");

  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(104)).toBeVisible();
  const before = await rows.allInnerTexts();
  expect(before.length, "a row for each village, and the head").toBeGreaterThan(104);
  await rows.nth(1).getByRole("button").click();
  const why = page.getByRole("dialog");
  await expect(why).toContainText("第 1 名");
  await expect(why).toContainText("标准达标率");
  await expect(why.getByRole("listitem").filter({ hasText: "移风易俗评价" }), "what nobody could rate yet is not missing").toContainText("未评");
  await expect(why.getByText("缺数据")).toBeHidden();
  expect(before.filter((row) => row.includes("缺数据")), "only the village whose figures were never handed in").toHaveLength(1);
  await why.getByRole("button", { name: /条记录/ }).first().click();
  const records = page.getByRole("dialog").filter({ hasText: "标准化建设" }).last();
  await expect(records.getByRole("table").getByRole("row").nth(1)).toBeVisible();

  await page.goto(`/rounds/${at.villages}/what-if`);
  await page.getByLabel("红旗村名额").fill("5");
  await page.getByRole("button", { name: /推演/ }).click();
  await expect(page.getByRole("heading", { name: "名次稳不稳" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("前 5 名")).toBeVisible();

  await page.goto(`/rounds/${at.villages}`);
  await expect(rows.nth(104)).toBeVisible();
  expect(await rows.allInnerTexts()).toEqual(before);
});

test("a stage with unfinished towns closes only with a reason", async ({ county }) => {
  const page = await county.enter("zuzhibu");
  const at = await findLandmarks(page.request);
  await page.goto(`/rounds/${at.villages}`);
  await page.getByRole("button", { name: "结束“镇推荐”" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "结束并进入下一环节" }).click();
  await expect(dialog.getByRole("alert")).toContainText("城关镇");
  const anyway = dialog.getByRole("button", { name: "写明理由，仍然结束" });
  await expect(anyway).toBeDisabled();
  await dialog.getByLabel("为什么不等了").fill("三个镇逾期未报，经领导小组同意不再等待。");
  await anyway.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("listitem").filter({ hasText: "领导小组审" })).toHaveAttribute("aria-current", "step");
});
