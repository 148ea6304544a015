import { expect, test, type County } from "../support/journey";
import { findLandmarks } from "../support/places";

async function openList(county: County, login: string) {
  const at = await findLandmarks((await county.enter("zuzhibu")).request);
  const page = await county.enter(login, `/rounds/${at.members}/reviews`);
  return { page, at };
}

test("a reviewer's own list leaves out whom they must stand aside from, and says how many", async ({ county }) => {
  const { page } = await openList(county, "lingdao3");
  await expect(page.getByText(/回避 [1-9]/)).toBeVisible();
  const own = (await (await page.request.get("/api/conflicts")).json()) as { items: { unit_title: string }[] };
  expect(own.items.length, "a village that this reviewer declared").toBeGreaterThan(0);
  await expect(page.getByText(/^已交 0 \/ /)).toBeVisible();
  await expect(page.getByText("全部交完之后，这里显示你的打分与其他人的分布。"), "nobody's points before one's own").toBeVisible();
});

test("a reviewer rates, and is asked for a reason at the extremes", async ({ county }) => {
  const { page } = await openList(county, "lingdao3");
  await page.getByRole("link", { name: "评审", exact: true }).first().click();
  await expect(page.getByRole("heading", { name: "台账里的事实" })).toBeVisible();
  const points = page.getByRole("spinbutton", { name: "打分" });
  await points.nth(0).fill("8");
  await points.nth(1).fill("5");
  const reason = page.getByLabel("分数偏高或偏低，请写明理由");
  await expect(reason).toBeVisible();
  await reason.fill("带动四十户种苹果，户均增收过万元。");
  await expect(page.getByText(/已保存/)).toBeVisible();
  await page.reload();
  await expect(reason, "a draft waits for its reviewer").toHaveValue("带动四十户种苹果，户均增收过万元。");
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading, "whom it is about").toHaveText(/\S+ \S+ \S+/);
  const first = await heading.innerText();
  await page.getByRole("button", { name: /^提交/ }).click();
  await expect(heading, "the next one comes by itself").not.toHaveText(first);
  await page.getByRole("link", { name: "我的评审" }).click();
  await expect(page.getByText(/^已交 1 \/ /)).toBeVisible();
});

test("a reviewer who has finished sees their spread beside the others'", async ({ county }) => {
  const { page } = await openList(county, "lingdao8");
  await expect(page.getByRole("heading", { name: "我的打分与其他人的分布" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "其他人" })).toBeVisible();
});
