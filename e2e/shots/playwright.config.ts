import { defineConfig } from "@playwright/test";
import journeys from "../playwright.config";

export default defineConfig({ ...journeys, testDir: ".", globalSetup: "../support/seed.ts", reporter: "../support/reporter.ts", outputDir: "../test-results", timeout: 300_000, fullyParallel: true });
