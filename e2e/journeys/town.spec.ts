import { expect, test } from "../support/journey";
import { findLandmarks, town, village } from "../support/places";

test("a town rates its villages, picks up to its quota, and gives a reason for the rest", async ({ county }) => {
  test.slow();
  const returned = await county.enter(village);
  await returned.getByRole("listitem").filter({ hasText: "自评" }).getByRole("link").click();
  await returned.getByRole("button", { name: "提交", exact: true }).click();
  await expect(returned.getByText("镇里退回后才能再改")).toBeVisible();

  const page = await county.enter(town);
  const toRecommend = page.getByRole("listitem").filter({ hasText: "镇推荐" }).getByRole("link");
  await toRecommend.click();
  await expect(page.getByText(/本镇 13 个村，最多推荐 2 个/)).toBeVisible();
  await expect(page.getByText("固关街村"), "no other town's villages").toBeHidden();
  await page.getByRole("button", { name: /产业发展/ }).click();
  await expect(page.getByRole("row", { name: /集体经济收入/ })).toBeVisible();
  const boxes = page.getByRole("spinbutton", { name: /班子评价/ });
  await expect(boxes).toHaveCount(13);
  await boxes.first().focus(); // by keyboard alone: Enter leads to the next village
  for (let i = 0; i < 13; i++) {
    await page.keyboard.type(i === 3 ? "4" : "3.2");
    await page.keyboard.press("Enter");
  }
  await expect(page.getByRole("button", { name: "交上评分（12 个村）" }), "an extreme wants its reason first").toBeEnabled();
  await page.getByRole("textbox", { name: /写明理由/ }).fill("换届后班子整齐，群众测评全镇第一");
  await page.getByRole("button", { name: "交上评分（13 个村）" }).click();
  await expect(page.getByText("都已交分：13/13")).toBeVisible();
  await expect(page.getByRole("row", { name: /班子评价/ }).getByText("4.00")).toBeVisible();
  await page.getByRole("link", { name: "逐村打分、写意见" }).click();
  await expect(page.getByRole("heading", { name: "已交 13" }), "the reviewer's page knows the same reviews").toBeVisible();

  await page.goto("/tasks");
  await toRecommend.click();
  const picks = page.getByRole("radiogroup");
  await expect(picks).toHaveCount(13);
  for (const i of [0, 1]) await picks.nth(i).getByText("推荐", { exact: true }).click();
  await expect(page.getByText("已推荐 2 / 2")).toBeVisible();
  await expect(picks.nth(2).getByRole("radio", { name: "推荐", exact: true }), "one more than the quota").toBeDisabled();
  const submit = page.getByRole("button", { name: "提交" });
  for (let i = 2; i < 13; i++) await picks.nth(i).getByText("不推荐").click();
  await expect(submit).toBeDisabled();
  await expect(page.getByText("不推荐的要写理由")).toBeVisible();
  for (const reason of await page.getByRole("combobox", { name: "理由" }).all()) await reason.fill("名额所限");
  await page.getByRole("heading", { name: "推荐哪些村" }).click();
  await submit.click();
  await expect(page.getByText("推荐已提交")).toBeVisible();
});

test("the server refuses a pick beyond the quota as well", async ({ county }) => {
  const page = await county.enter(town);
  const at = await findLandmarks((await county.enter("zuzhibu")).request);
  const path = `/api/rounds/${at.villages}/recommendation`;
  const now = (await (await page.request.get(`${path}?town_id=${at.town}`)).json()) as { version: number; picks: { entry: number }[] };
  const picks = now.picks.map((p, i) => (i > 0 && i < 4 ? { entry: p.entry, recommended: true } : { entry: p.entry, recommended: false, reason: "名额所限" }));
  const saved = await page.request.put(path, { data: { town_id: at.town, version: now.version, picks } });
  const answer = saved.ok() ? await page.request.post(`${path}/submit`, { data: { town_id: at.town, version: now.version + 1 } }) : saved;
  expect(answer.status()).toBe(409);
  expect(await answer.text()).toContain("名额");
});

test("a town sends an assessment back with a reason, and the village reads it", async ({ county }) => {
  const page = await county.enter(town);
  await page.getByRole("listitem").filter({ hasText: "镇推荐" }).getByRole("link").click();
  const row = page.getByRole("listitem").filter({ has: page.getByRole("radiogroup", { name: "高堎村" }) });
  await row.getByRole("button", { name: "退回自评" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "确定" })).toBeDisabled();
  await dialog.getByLabel("理由").fill("七月的会议记录缺签到，请补齐。");
  await dialog.getByRole("button", { name: "确定" }).click();
  await expect(dialog).toBeHidden();

  const secretary = await county.enter(village.replace("shenquan", "gaoleng"));
  await expect(secretary.getByRole("listitem").filter({ hasText: "自评" })).toContainText("七月的会议记录缺签到，请补齐。");
});
