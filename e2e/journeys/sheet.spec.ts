import { expect, test } from "../support/journey";
import { town } from "../support/places";
import type { Locator } from "@playwright/test";

/** Pastes as a spreadsheet does: tabs between cells, lines between rows. */
const paste = (cell: Locator, text: string) => cell.evaluate((element, data) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/plain", data);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}, text);

test("a town fills its standards in like a spreadsheet, by keys and by paste, and nothing unsaved is lost", async ({ county }) => {
  const page = await county.enter(town, "/registers/standard_checks/sheet?period=2023H1");
  const cell = (village: string, item: string) => page.getByRole("button", { name: new RegExp(`^${village} ${item}`) });
  await expect(page.getByRole("row", { name: /神泉村/ })).toBeVisible();
  await cell("神泉村", "党组织设置规范").focus();
  await page.keyboard.press("1");
  await page.keyboard.press("3");
  await expect(cell("神泉村", "党组织设置规范")).toHaveText("达标");
  await expect(cell("神泉村", "按期换届")).toHaveText("未达标");
  await page.keyboard.press("Control+z");
  await expect(cell("神泉村", "按期换届")).toHaveText("");

  await paste(cell("高堎村", "党组织设置规范"), "达标\t部分达标\n不适用\t很好\n");
  await expect(page.getByText("已填入 3 格。 1 格无法识别")).toBeVisible();
  await page.reload();
  await expect(cell("高堎村", "按期换届"), "what was typed is still there").toHaveText("部分达标");
  await page.getByRole("button", { name: "保存 4 格" }).click();
  await expect(page.getByText("已保存 4 条")).toBeVisible();

  await page.reload();
  await expect(cell("神泉村", "党组织设置规范")).toHaveText("达标");
  await cell("高堎村", "按期换届").dblclick();
  await expect(page.getByRole("dialog").getByText("部分达标")).toBeVisible();
});

test("the office sees who is late with the books, without calling around", async ({ county }) => {
  const page = await county.enter("zuzhibu", "/registers/collective_accounts/coverage");
  await expect(page.getByText(/还有 \d+ 处未报/)).toBeVisible();
  await expect(page.getByRole("img", { name: /2022年10月 逾期未报/ }).first()).toBeVisible();
  const village = await county.enter(town, "/registers/collective_accounts/coverage");
  const rows = await village.getByRole("rowheader").count();
  expect(rows, "a town sees its own villages only").toBeLessThan(20);
});

test("what looks moved is pointed out, and what was found about it stays with it", async ({ county }) => {
  const page = await county.enter("zuzhibu", "/registers/collective_accounts/doubts");
  const group = page.locator("section.card").first();
  await expect(group.getByText("同一凭证同一金额在几个村入账")).toBeVisible();
  await group.getByRole("button", { name: "写下核查结论" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("两村合办项目，按约定各记一半，凭证相符");
  await page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await expect(page.getByText(/核查：两村合办项目/)).toBeVisible();
});
