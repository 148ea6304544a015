import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/chromium";

export default defineConfig({
  testDir: "journeys",
  globalSetup: "./support/seed.ts",
  reporter: "./support/reporter.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: { browserName: "chromium", launchOptions, locale: "zh-CN", timezoneId: "Asia/Shanghai", viewport: { width: 1440, height: 900 }, screenshot: "only-on-failure", actionTimeout: 10_000 },
});
