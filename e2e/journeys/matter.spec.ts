import { expect, phone as screen, test } from "../support/journey";

test("a help request from asking to closing: only whoever asked closes it, and what was not solved comes back", async ({ county }) => {
  test.slow();
  // A villager, on a phone, without a script and without an account.
  const phone = await county.visit({ viewport: screen, javaScriptEnabled: false });
  await phone.goto("/ask");
  await phone.getByRole("link", { name: "技术求助" }).click();
  await phone.getByLabel("所在村（必填）").selectOption({ label: "神泉村" });
  await phone.getByLabel("产业（必填）").selectOption({ label: "苹果" });
  await phone.getByLabel("问题类别（必填）").selectOption({ label: "病虫害" });
  await phone.getByLabel("遇到的问题（必填）").fill("矮砧苹果树流红水，今年比去年多");
  await phone.getByLabel(/国家秘密/).check();
  await phone.getByRole("button", { name: "提交" }).click();
  await expect(phone.getByText("待派单")).toBeVisible();
  await expect(phone.locator("#receipt")).toHaveText(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
  const receipt = phone.url().replace(/\?.*/, "");

  // The office assigns whom the system proposes first.
  const office = await county.enter("zuzhibu", "/matters/help_requests");
  await office.getByRole("link", { name: "矮砧苹果树流红水，今年比去年多" }).click();
  await expect(office.getByRole("button", { name: /确认解决/ })).toHaveCount(0);
  const assign = async () => {
    await office.getByRole("button", { name: "派单", exact: true }).first().click();
    const dialog = office.getByRole("dialog");
    const proposed = dialog.getByRole("list", { name: "推荐" });
    await expect(proposed.first().getByRole("listitem").first()).toContainText("苹果卫士");
    await expect(proposed.first().getByRole("listitem").first()).toContainText("产业相符");
    await proposed.first().getByRole("button", { name: "苹果卫士" }).click();
    await proposed.nth(1).getByRole("button").first().click();
    await dialog.getByRole("button", { name: "派单", exact: true }).click();
    await expect(office.locator(".ribbon .current")).toContainText("已派单");
  };
  await assign();

  // The expert goes there with another, and says how it stands.
  const expert = await county.enter("zhuanjia", "/tasks");
  await expert.getByRole("listitem").filter({ hasText: "矮砧苹果树流红水" }).getByRole("link", { name: "去办理" }).click();
  const tell = async (done: string, result: string) => {
    await expert.getByRole("button", { name: "登记帮扶情况" }).click();
    const dialog = expert.getByRole("dialog");
    await dialog.getByLabel("采取的措施").fill(done);
    await dialog.getByLabel("帮扶结果").click();
    await expert.getByTitle(result, { exact: true }).click();
    await dialog.getByRole("button", { name: "登记帮扶情况" }).click();
    await expect(expert.locator(".ribbon .current")).toContainText("已帮扶待确认");
  };
  await expert.getByRole("button", { name: "登记一条" }).click();
  await expert.getByLabel("牵头专家").click();
  await expert.locator(".ant-select-item-option").first().click();
  await expert.getByLabel("帮扶措施").fill("刮治病斑，示范涂药");
  await expert.getByRole("button", { name: "保存" }).click();
  await expect(expert.getByText("刮治病斑，示范涂药")).toBeVisible();
  await tell("刮治病斑，示范涂药", "部分解决");

  // The villager says it isn't solved: it comes back to the office.
  await phone.goto(receipt);
  await expect(phone.getByText("刮治病斑，示范涂药")).toBeVisible();
  await phone.getByLabel("请写明情况（必填）").fill("涂药以后还在流水");
  await phone.getByRole("button", { name: "仍未解决" }).click();
  await expect(phone.locator(".state")).toHaveText("仍未解决");
  await office.reload();
  await expect(office.getByText("涂药以后还在流水")).toBeVisible();
  await assign();
  await expert.reload();
  await tell("换药剂再涂，疏通排水沟", "已解决");

  // Solved now: nobody but the villager can say so.
  await office.reload();
  await expect(office.getByRole("button", { name: /确认解决.*凭查询编号/ })).toBeVisible();
  await phone.goto(receipt);
  await phone.getByLabel("提出人评价").selectOption({ label: "满意" });
  await phone.getByRole("button", { name: "确认解决，办结" }).click();
  await expect(phone.locator(".state")).toHaveText("办结");
  await expect(phone.getByRole("button")).toHaveCount(0);
  await office.reload();
  await expect(office.getByText("已了结：办结。记录不再改动。")).toBeVisible();
  await office.goto("/matters/help_requests/piles");
  await expect(office.getByRole("row", { name: /^苹果/ }).first()).toBeVisible();
});

test("somebody asks on the phone: the clerk writes it down and closes it only by the receipt", async ({ county }) => {
  const clerk = await county.enter("chengguan.zuwei", "/matters/help_requests/new");
  await clerk.getByRole("combobox", { name: /选择单位|所属|单位/ }).first().fill("神泉村");
  await clerk.locator(".ant-select-item-option").filter({ hasText: "神泉村" }).first().click();
  await clerk.getByLabel("产业").click();
  await clerk.getByTitle("香菇", { exact: true }).click();
  await clerk.getByLabel("问题类别").click();
  await clerk.getByTitle("栽培管理", { exact: true }).click();
  await clerk.getByLabel("遇到的问题").fill("菌棒发黄");
  await clerk.getByLabel(/替别人填写/).check();
  await clerk.getByRole("button", { name: "提出", exact: true }).click();
  const receipt = await clerk.locator(".receipt").innerText();
  await clerk.getByRole("link", { name: "已经告知，继续" }).click();
  await clerk.getByRole("button", { name: /撤回（凭查询编号）/ }).click();
  const dialog = clerk.getByRole("dialog");
  await dialog.getByLabel("查询编号").fill("aaaa-aaaa-aaaa-aaaa");
  await dialog.getByLabel("理由").fill("来电说已经好了");
  await dialog.getByRole("button", { name: "撤回" }).click();
  await expect(dialog.getByRole("alert")).toContainText("不由您办理");
  await dialog.getByLabel("查询编号").fill(receipt);
  await dialog.getByRole("button", { name: "撤回" }).click();
  await expect(clerk.getByText("已了结：已撤回。记录不再改动。")).toBeVisible();
});
