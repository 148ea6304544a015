import { expect, test } from "../support/journey";

test("the office approves payouts, finance pays them once, and the list leaves as a workbook", async ({ county }) => {
  const office = await county.enter("zuzhibu");
  await office.getByRole("listitem").filter({ hasText: "审批待发放的资金" }).getByRole("link").click();
  await office.getByRole("checkbox", { name: "全部" }).check();
  const approve = office.getByRole("button", { name: /^批准/ });
  const count = Number(/\d+/.exec(await approve.innerText())?.[0]);
  expect(count).toBeGreaterThan(0);
  await approve.click();
  await expect(office.getByText(`已批准 ${count} 笔`)).toBeVisible();
  await expect(office.getByRole("button", { name: /^登记支付/ }), "who approves doesn't pay").toBeHidden();

  const finance = await county.enter("caizheng", "/outcome?tab=payouts&state=approved");
  await finance.getByRole("checkbox", { name: "全部" }).check();
  const listed = (await (await finance.request.get("/api/payouts?state=approved")).json()) as { items: { id: number; payee: string }[] };
  const ids = listed.items.map((p) => p.id);
  await finance.getByRole("button", { name: `登记支付 ${ids.length} 笔` }).click();
  const dialog = finance.getByRole("dialog");
  await dialog.getByLabel("凭证号").fill("记-2022-1128");
  await dialog.getByRole("button", { name: "确定" }).click();
  await expect(finance.getByText(`已登记支付 ${ids.length} 笔`)).toBeVisible();
  const again = await finance.request.post("/api/payouts/pay", { data: { ids, voucher: "记-2022-1129", paid_on: "2022-11-28" } });
  expect(again.status(), await again.text()).toBe(409);

  await finance.goto(`/outcome?tab=payouts&state=paid&q=${listed.items[0]?.payee}`);
  await expect(finance.getByRole("row").filter({ hasText: "记-2022-1128" })).toHaveCount(1);
  const download = finance.waitForEvent("download");
  await finance.getByRole("link", { name: "导出" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  const head = (await (await file.createReadStream()).toArray()).at(0) as Buffer;
  expect(head.subarray(0, 2).toString(), "a workbook is a zip").toBe("PK");
});
