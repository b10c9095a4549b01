/** Browser tests: the gallery of components, and the whole application over the bridge. Both in the
 *  system's Chromium; nothing is downloaded. */
import { defineConfig } from "@playwright/test";

const galleryPort = 4319;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  reporter: "line",
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
  projects: [
    {
      name: "gallery",
      testMatch: "gallery/**/*.spec.ts",
      use: { baseURL: `http://localhost:${galleryPort}/` },
    },
    // The bridge is started by its tests' caller, which gives its address.
    {
      name: "bridge",
      testMatch: "bridge/**/*.spec.ts",
      use: { baseURL: process.env.ROADBOOK_BRIDGE ?? "" },
    },
  ],
  webServer: {
    command: `npx vite build --mode gallery --logLevel error && npx vite preview --outDir node_modules/.gallery --port ${galleryPort} --strictPort`,
    url: `http://localhost:${galleryPort}/gallery.html`,
    reuseExistingServer: !process.env.CI,
    timeout: 120_000,
  },
});
