import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Offices run Chromium forks, some of them old: the bundle is ES2019 and needs nothing from outside.
export default defineConfig({
  base: "/",
  plugins: [react()],
  build: { target: "es2019", cssTarget: "chrome80", chunkSizeWarningLimit: 700 },
  server: {
    proxy: {
      "/api": process.env.QIXING_SERVER ?? "http://127.0.0.1:8090",
      "/notice": process.env.QIXING_SERVER ?? "http://127.0.0.1:8090",
    },
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
