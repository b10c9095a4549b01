import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The policy of the window (SAFETY.md), so that a page served by `vite preview` is held to it too. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "object-src 'none'",
].join("; ");

const messages = paraglideVitePlugin({
  project: "./project.inlang",
  outdir: "./src/i18n/paraglide",
  strategy: ["globalVariable", "baseLocale"],
});

export default defineConfig(({ mode }) => {
  // The gallery shows every component to us, and is never part of the application.
  const gallery = mode === "gallery";
  return {
    // The script "messages" has run before the tests, and a second compiler would keep them from ending.
    plugins: [...(process.env.VITEST ? [] : [messages]), svelte()],
    clearScreen: false,
    server: { port: 5173, strictPort: true },
    preview: { headers: { "Content-Security-Policy": contentSecurityPolicy } },
    build: {
      target: "es2022",
      outDir: gallery ? "node_modules/.gallery" : "dist",
      emptyOutDir: true,
      // A font or picture as a data: address would break the policy above.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: here(gallery ? "gallery.html" : "index.html"),
        // What the window begins with comes in one piece: each piece is a question to the shell.
        output: { codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] } },
      },
    },
    // Without the browser condition Svelte would give the tests its server half.
    resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
    test: {
      environment: "jsdom",
      include: ["src/**/*.test.ts"],
      restoreMocks: true,
    },
  };
});
