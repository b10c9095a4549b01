/** The gallery of components, built and served by each worker for itself: at any free port and from a folder
 *  of its own, so that two runs at once do not meet. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test as base, type Page } from "@playwright/test";
import { build, preview } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const test = base.extend<object, { gallery: string }>({
  gallery: [
    async ({ browserName: _ }, use) => {
      const outDir = await mkdtemp(join(tmpdir(), "gallery-"));
      const built = { root, mode: "gallery", logLevel: "error", build: { outDir } } as const;
      await build(built);
      const server = await preview({ ...built, preview: { host: "localhost", port: 0 } });
      try {
        await use(server.resolvedUrls!.local[0]!);
      } finally {
        await server.close();
        await rm(outDir, { recursive: true });
      }
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: ({ gallery }, use) => use(gallery),
});

export { expect, type Page };
