/** Browser tests: the gallery of components, and the whole application over the bridge. Both in the
 *  system's Chromium; nothing is downloaded. */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  reporter: "line",
  // A busy machine answers late; what is waited for is told by what is on the page.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  // Where changes land, one late answer of a shared machine does not hold them up; a test that needed its
  // second try is named as flaky at the end, and is a fault of its own.
  retries: process.env.CI ? 1 : 0,
  use: {
    browserName: "chromium",
    screenshot: "only-on-failure",
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env.ROADBOOK_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  // Each serves what it looks at by itself: see gallery/gallery.ts and bridge/bridge.ts.
  projects: [
    { name: "gallery", testMatch: "gallery/**/*.spec.ts" },
    { name: "bridge", testMatch: "bridge/**/*.spec.ts" },
  ],
});
