// What every journey stands on: a county of its own, and people who sign in to it.
import { expect, test as base, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { Server, today } from "./server";

export { expect };

export const phone = { width: 360, height: 740 };
export const desk = { width: 1440, height: 900 };

/** A county with its people. Each one who enters has a browser of their own. */
export class County {
  readonly faults: string[] = [];

  constructor(readonly server: Server, private readonly browser: Browser, private readonly options: BrowserContextOptions) {}

  /** Somebody's browser, not signed in. */
  async visit(more: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ ...this.options, baseURL: this.server.url, ...more });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.on("pageerror", (error) => this.faults.push(`${page.url()}: ${error.message}`));
    page.on("request", (request) => {
      if (!request.url().startsWith(this.server.url) && !/^(data|blob):/.test(request.url())) this.faults.push(`asks for ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 500) this.faults.push(`${response.request().method()} ${response.url()} answered ${response.status()}`);
    });
    return page;
  }

  /** The browser of the account with this login, at an address. */
  async enter(login: string, path = "/tasks", more: BrowserContextOptions = {}): Promise<Page> {
    const page = await this.visit(more);
    await signIn(page.context(), login);
    await page.goto(path);
    return page;
  }
}

export async function signIn(context: BrowserContext, login: string): Promise<void> {
  const answer = await context.request.post("/api/session", { data: { demo_login: login } });
  expect(answer.ok(), `${login} signs in: ${await answer.text()}`).toBe(true);
}

/** `pack` is another policy than the demonstration's, in an empty county; `day` is where it stands. */
export const test = base.extend<{ county: County; pack: string; day: string }>({
  pack: ["", { option: true }],
  day: [today, { option: true }],
  county: async ({ browser, contextOptions, locale, timezoneId, viewport, pack, day }, use) => {
    const server = await Server.start(process.env.QIXING_E2E_SEED ?? "", day, pack || undefined);
    const county = new County(server, browser, { ...contextOptions, locale, timezoneId, viewport });
    await use(county);
    await server.stop();
    expect(county.faults, "faults of the pages and the server").toEqual([]);
  },
});
