import { expect, test } from "../support/journey";
import { village } from "../support/places";

test("who is evaluated reads their result, who read it, and asks for a review", async ({ county }) => {
  const page = await county.enter(village, "/me");
  const result = page.locator(".my-result > div").filter({ hasText: "2021年红旗村 · 神泉村" });
  await result.getByRole("button", { name: "怎么来的" }).click();
  await expect(result.getByText("标准达标率").first()).toBeVisible();
  await expect(result.getByRole("heading", { name: "谁看过" })).toBeVisible();

  await result.getByRole("radio", { name: "申请复核" }).check();
  await result.getByLabel("要说的话").fill("九月补记的收入没有计入，请复核产业发展一项。");
  await expect(result.getByText("复核和申诉不会使结果变得更差。")).toBeVisible();
  await result.getByRole("button", { name: "提交" }).click();
  await expect(page.getByText("已提交").first()).toBeVisible();
  await expect(result.getByText("九月补记的收入没有计入，请复核产业发展一项。").first()).toBeVisible();

  const office = await county.enter("zuzhibu");
  await expect(office.getByRole("listitem").filter({ hasText: /申辩|复核/ })).toBeVisible();
});
