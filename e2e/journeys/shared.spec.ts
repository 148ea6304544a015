import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";
import { town } from "../support/places";

async function openPicks(page: Page): Promise<void> {
  await page.getByRole("listitem").filter({ hasText: "镇推荐" }).getByRole("link").click();
  await expect(page.getByRole("radiogroup")).toHaveCount(13);
}

const picks = (page: Page, n: number) => page.getByRole("radiogroup").nth(n);
const chosen = (page: Page, n: number, name: string) => expect(picks(page, n).getByRole("radio", { name, exact: true })).toBeChecked();

test("two people in one recommendation: what differs is merged, what clashes is chosen, nothing typed is lost", async ({ county }) => {
  const [one, two] = [await county.enter(town), await county.enter(town)];
  await openPicks(one);
  await openPicks(two);

  await picks(one, 0).getByText("推荐", { exact: true }).click();
  await expect(one.getByText(/已保存/).last()).toBeVisible();
  await picks(two, 1).getByText("不推荐").click();
  await expect(two.getByText("对方的改动已经合并进来"), "each spoke of another village").toBeVisible();
  await chosen(two, 0, "推荐");
  await chosen(two, 1, "不推荐");

  await picks(one, 2).getByText("不推荐").click();
  await expect(one.getByText("对方的改动已经合并进来")).toBeVisible();
  await chosen(one, 1, "不推荐");
  await picks(two, 2).getByText("推荐", { exact: true }).click();
  await expect(two.getByRole("button", { name: "用我的：推荐" }), "both spoke of the same village").toBeVisible();
  await two.reload();
  await expect(two.getByRole("button", { name: "用对方的：不推荐" }), "the question is still there after a night").toBeVisible();
  await chosen(two, 2, "推荐");
  await two.getByRole("button", { name: "用我的：推荐" }).click();
  await expect(two.getByRole("button", { name: "用我的：推荐" })).toBeHidden();
  await expect(two.getByText(/已保存/).last()).toBeVisible();
  await one.reload();
  await chosen(one, 2, "推荐");
});
