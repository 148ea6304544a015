import { expect, phone, test } from "../support/journey";

test("the office's Monday: the three worst at first sight, one of them down to its records, a page for the meeting", async ({ county }) => {
  const page = await county.enter("zuzhibu", "/cockpit", { viewport: { width: 1366, height: 768 } });
  const worst = page.getByRole("region", { name: "最需要关注" });
  const items = worst.locator("ol > li");
  await expect(items).toHaveCount(3);
  await expect(items.first()).toBeInViewport();
  await expect(items.first()).toContainText("落后");
  const held = items.filter({ hasText: /\d+ 个村缺 \d+ 个|还没有达到/ }).first();
  await expect(held, "with whom to call").toContainText("镇党委书记");

  await held.getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /各镇各村的/ })).toBeVisible();
  await expect(page.getByText(/联系：.+镇党委书记 .+/).first()).toBeVisible();
  await page.getByRole("button", { name: /^✓ / }).first().click();
  const records = page.getByRole("dialog");
  await expect(records.getByRole("table").getByRole("row").nth(1)).toBeVisible();
  await page.goBack();

  await page.goto("/cockpit");
  await page.getByLabel("格子里看什么").click();
  await page.keyboard.type("达标率");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/全县 [\d.]+%；10 个镇中 \d+ 个低于全县/), "village, town and county in one sentence").toBeVisible();
  await expect(page.locator(".town-grid .cell")).toHaveCount(104);
  await page.getByRole("button", { name: "走势" }).click();
  await expect(page.getByText(/2022年下半年为/).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "逾期未办" }).getByRole("link").first()).toBeVisible();

  const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  expect(sheets.length, "pages for the meeting").toBeLessThanOrEqual(2);
});

test("on a phone the three worst come first", async ({ county }) => {
  const page = await county.enter("zuzhibu", "/cockpit", { viewport: phone });
  await expect(page.getByRole("region", { name: "最需要关注" }).locator("ol > li").first()).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
});

test("a town sees its own villages only", async ({ county }) => {
  const page = await county.enter("chengguan.zuwei", "/cockpit");
  await expect(page.locator(".town-grid .cell")).toHaveCount(13);
  await expect(page.getByRole("rowheader", { name: "城关镇" })).toBeVisible();
});
