import type { Locator } from "@playwright/test";
import { expect, test } from "../support/journey";
import { town } from "../support/places";

/** Pastes as a spreadsheet does: tabs between cells, lines between rows. */
const paste = (cell: Locator, text: string) => cell.evaluate((element, data) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/plain", data);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}, text);

test("a town clerk's month: who is late, the sheet of standards, records to check, villages to recommend", async ({ county }) => {
  test.slow();
  const page = await county.enter(town, "/cockpit");
  const late = page.getByRole("region", { name: "逾期未办" });
  await late.getByRole("link", { name: "上报上月集体经济收支" }).click();
  await expect(page.getByRole("img", { name: /2022年10月 逾期未报/ }).first()).toBeVisible();

  await page.goto("/registers/standard_checks/sheet?period=2023H1");
  const cell = (village: string, item: string) => page.getByRole("button", { name: new RegExp(`^${village} ${item}`) });
  await cell("神泉村", "党组织设置规范").focus();
  await page.keyboard.press("1");
  await paste(cell("高堎村", "党组织设置规范"), "达标\t部分达标\n");
  await page.getByRole("button", { name: "保存 3 格" }).click();
  await expect(page.getByText("已保存 3 条")).toBeVisible();

  await page.goto("/tasks");
  await page.getByRole("listitem").filter({ hasText: "核对台账记录" }).first().getByRole("link").click();
  const waiting = page.getByRole("table").getByRole("row").nth(1);
  await expect(waiting).toContainText("待核对");
  await waiting.getByRole("button").first().click();
  await page.getByRole("dialog").getByRole("button", { name: /核对/ }).first().click();
  await expect(page.getByRole("dialog").getByText("已核对").first()).toBeVisible();

  await page.goto("/tasks");
  await page.getByRole("listitem").filter({ hasText: "镇推荐" }).getByRole("link").click();
  await expect(page.getByText(/本镇 13 个村，最多推荐 2 个/)).toBeVisible();
  await page.getByRole("radiogroup").first().getByText("推荐", { exact: true }).click();
  await expect(page.getByText(/已保存/).last()).toBeVisible();
});
