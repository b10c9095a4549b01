import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** Styles are always extracted to files, since the window's CSP forbids style tags. */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { css: "external", runes: undefined },
};
