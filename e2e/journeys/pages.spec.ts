import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { desk, expect, phone, test, type County } from "../support/journey";
import { findLandmarks, listPlaces, settle, type Place } from "../support/places";

/** What is wrong with a page: violations that hinder people, as axe names them, and whether it is wider than the screen. */
async function findFaults(page: Page, place: Place): Promise<string[]> {
  const at = `${place.who || "anyone"} ${place.path}`;
  await page.goto(place.path);
  await settle(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const found = place.again ? { violations: [] } : await new AxeBuilder({ page }).options({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }).analyze();
  const grave = found.violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  return [
    ...(wide > 0 ? [`${at}: ${wide} px wider than the screen`] : []),
    ...grave.map((v) => `${at}: ${v.id} at ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}`),
  ];
}

async function placesOf(county: County): Promise<Place[]> {
  const office = await county.enter("zuzhibu");
  const places = listPlaces(await findLandmarks(office.request));
  await office.context().close();
  return places;
}

for (const viewport of [phone, desk]) {
  for (const part of ["the office", "everybody else"]) {
    test(`at ${viewport.width} px the pages of ${part} fit, and hinder nobody`, async ({ county }) => {
      test.slow();
      const faults: string[] = [];
      const places = (await placesOf(county)).filter((p) => (p.who === "zuzhibu") === (part === "the office"));
      for (const who of new Set(places.map((p) => p.who))) {
        const page = who ? await county.enter(who, "/password", { viewport }) : await county.visit({ viewport });
        for (const place of places.filter((p) => p.who === who)) faults.push(...(await findFaults(page, place)));
        await page.context().close();
      }
      expect(faults).toEqual([]);
    });
  }
}

test("public pages need no script and weigh less than 20 KB", async ({ county }) => {
  const office = await county.enter("zuzhibu");
  const { notice } = await findLandmarks(office.request);
  const page = await county.visit({ javaScriptEnabled: false, viewport: phone });
  for (const path of ["/notice", notice]) {
    let weight = 0;
    page.on("response", async (r) => { weight += (await r.body().catch(() => Buffer.alloc(0))).length; });
    await page.goto(path, { waitUntil: "networkidle" });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(weight, path).toBeLessThan(20 * 1024);
    expect(await page.locator("script").count(), path).toBe(0);
  }
  await expect(page.getByText(/\d{17}[\dX]|1[3-9]\d{9}/), "no identity number, no mobile phone").toHaveCount(0);
});

/** Chinese words that the application itself speaks: in its menus, headings, labels, buttons and table heads. */
function findChineseWords(): string[] {
  const spoken = [...document.querySelectorAll<HTMLElement>("nav a, h1, h2, label, button, th, [role=tab]")].filter((e) => e.offsetParent !== null);
  const own = (e: HTMLElement) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join("").trim();
  return spoken.map(own).filter((text) => /[\u4e00-\u9fff]/.test(text) && text !== "中文");
}

test("in English no Chinese word of the application is left", async ({ county }) => {
  const page = await county.enter("zuzhibu");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^[\x20-\x7e]+$/);
  const left: string[] = [];
  for (const path of ["/tasks", "/rounds", "/notices", "/outcome?tab=payouts", "/system", "/me", "/password"]) {
    await page.goto(path);
    await settle(page);
    left.push(...(await page.evaluate(findChineseWords)).map((text) => `${path}: ${text}`));
  }
  expect(left).toEqual([]);
});

test("a public page offers the other language, and those after it keep to it", async ({ county }) => {
  const office = await county.enter("zuzhibu");
  const { notice } = await findLandmarks(office.request);
  const page = await county.visit({ locale: "en-US", viewport: phone });
  await page.goto(notice);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^[\x20-\x7e]+$/);
  await expect(page.getByRole("heading", { name: "Objections" })).toBeVisible();
  await page.getByRole("link", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "异议" })).toBeVisible();
  await page.goto("/ask");
  await expect(page.getByRole("button", { name: "查询" })).toBeVisible();
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Look up" })).toBeVisible();
});

/** Everything on a page that has a Chinese sign, by itself. */
function findChineseTexts(): string[] {
  const texts: string[] = [];
  for (const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walk.nextNode();) texts.push(walk.currentNode.textContent?.trim() ?? "");
  return texts.filter((text) => /[\u4e00-\u9fff]/.test(text));
}

/** What the policy says in Chinese and in English: titles, notes, help, sources and whatever else people read. */
async function titlesOf(county: County): Promise<string[]> {
  const page = await county.enter("zuzhibu");
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === "object" && value !== null) for (const [key, inner] of Object.entries(value)) { if (/^(title|role_title|stage_title|note|help|group|basis|source|text|approval|approval_basis|gives)$/.test(key) && typeof inner === "string") found.push(inner); else collect(inner); }
  };
  const ask = async (path: string, language: string): Promise<string[]> => {
    found.length = 0;
    collect(await (await page.request.get(path, { headers: { "Accept-Language": language } })).json());
    return [...found];
  };
  const titles: string[] = [];
  for (const path of ["/api/pack", "/api/matters", "/api/rounds", "/api/contests", "/api/awards", "/api/flags", "/api/notices"]) {
    const [chinese, english] = [await ask(path, "zh"), await ask(path, "en")];
    titles.push(...chinese.filter((title, i) => english[i] !== title));
  }
  await page.context().close();
  return titles.filter((title) => title.length > 3);
}

test("in English nothing that the policy calls otherwise is called in Chinese, whoever looks", async ({ county }) => {
  test.slow();
  const office = await county.enter("zuzhibu");
  const places = listPlaces(await findLandmarks(office.request));
  const home = ((await (await office.request.get("/api/session")).json()) as { county: { title: string } }).county.title;
  await office.context().close();
  for (const path of ["/ask", "/ask/help_requests"]) places.push({ who: "", name: "ask", path });
  const titles = new Set(await titlesOf(county));
  expect(titles.size).toBeGreaterThan(200);
  const left: string[] = [];
  for (const who of new Set(places.map((p) => p.who))) {
    const english = { locale: "en-US" }; // nobody chooses: the browser says it
    const page = who ? await county.enter(who, "/password", english) : await county.visit(english);
    for (const place of places.filter((p) => p.who === who)) {
      await page.goto(place.path);
      await settle(page);
      left.push(...(await page.evaluate(findChineseTexts)).filter((text) => titles.has(text)).map((text) => `${who} ${place.path}: ${text}`));
      if (who === "") left.push(...(await page.evaluate(findChineseWords)).filter((text) => /[\u4e00-\u9fff]/.test(text.replace(home, ""))).map((text) => `${place.path}: ${text}`));
    }
    await page.context().close();
  }
  expect([...new Set(left)]).toEqual([]);
});

test("sign-in, a task and its form work by keyboard alone", async ({ county }) => {
  const page = await county.visit();
  const tabTo = async (name: RegExp) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press("Tab");
      const text = await page.evaluate(() => {
        const e = document.activeElement;
        return e instanceof HTMLElement && e !== document.body ? `${e.getAttribute("aria-label") ?? ""} ${e.innerText}` : "";
      });
      if (name.test(text)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  };
  await page.goto("/sign-in");
  await expect(page.getByRole("searchbox")).toBeVisible();
  await tabTo(/查找账号/);
  await page.keyboard.type("神泉");
  await expect(page.getByRole("button", { name: /神泉村/ })).toHaveCount(2);
  await tabTo(/村党组织书记/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "我的待办" })).toBeVisible();
  await tabTo(/填写|修改/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /神泉村/ })).toBeVisible();
  await tabTo(/产业发展/);
  await page.keyboard.press("Enter");
  const income = page.getByRole("group", { name: "集体经济收入" });
  await expect(income).toBeVisible();
  for (let i = 0; i < 30 && !(await income.getByRole("radio", { name: "无误" }).evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(income.getByLabel("哪里不对，实际是多少")).toBeVisible();
});
