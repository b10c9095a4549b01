import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/* "Who may touch what" of the house: each library has one door, and this list names it. */
const doors = [
  { packages: ["@tauri-apps/*"], door: "src/api/tauri.ts" },
  { packages: ["@xyflow/*"], door: "src/features/map/" },
  { packages: ["@tiptap/*", "prosemirror-*"], door: "src/ui/" },
  { packages: ["bits-ui"], door: "src/ui/" },
  { packages: ["@lucide/*"], door: "src/ui/icons.ts" },
];

const closedExcept = (...open) => [
  "error",
  {
    patterns: doors
      .filter(({ door }) => !open.includes(door))
      .map(({ packages, door }) => ({
        group: packages.flatMap((name) => [name, `${name}/**`]),
        message: `Only ${door} may import this.`,
      })),
  },
];

const features = [
  "library",
  "map",
  "steps",
  "figure",
  "pack",
  "health",
  "runs",
  "palette",
  "settings",
  "reader",
];

/* Which rooms may know which: views compose features, features use state, api and ui, and ui knows nobody. */
const rooms = [
  ...features.map((name) => ({
    target: `./src/features/${name}`,
    from: "./src/features",
    except: [`./${name}`],
    message: "A feature does not import another one; a view in src/views composes them.",
  })),
  {
    target: "./src/features",
    from: ["./src/views", "./src/App.svelte"],
    message: "Views compose features, not the other way round.",
  },
  {
    target: "./src/ui",
    from: ["./src/api", "./src/state", "./src/features", "./src/views"],
    message: "src/ui knows nothing of the app: take what it shows as a prop, report what happened.",
  },
  {
    target: "./src/state",
    from: ["./src/features", "./src/views"],
    message: "State does not know who shows it.",
  },
  {
    target: "./src/api",
    from: ["./src/ui", "./src/state", "./src/features", "./src/views"],
    message: "The api is the lowest layer.",
  },
];

/* Whatever was hidden is on the picture that the annotation editor works on, and on no other. */
const unredacted = {
  selector: "MemberExpression[property.name='originalUrl']",
  message: "Only the annotation editor shows a picture with what is hidden on it: take figureUrl.",
};

export default ts.config(
  {
    ignores: [
      "dist",
      "src/i18n/paraglide",
      "src/api/*.gen.ts",
      "src/api/gen",
      "test-results",
      "playwright-report",
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    plugins: { "import-x": importX },
    // The parser is named for all files, since a .ts file is also followed into .svelte files.
    languageOptions: { globals: { ...globals.browser }, parserOptions: { parser: ts.parser } },
    settings: {
      "import-x/ignore": ["node_modules"],
      "import-x/extensions": [".ts", ".js", ".svelte"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"], "svelte-eslint-parser": [".svelte"] },
      "import-x/resolver-next": [createTypeScriptImportResolver({ extensions: [".ts", ".js", ".svelte"] })],
    },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": ["error", { zones: rooms, basePath: import.meta.dirname }],
      "no-restricted-imports": closedExcept(),
      "no-restricted-syntax": ["error", unredacted],
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "svelte/no-at-html-tags": "error",
      // A plain Map or Set is right where nothing watches it.
      "svelte/prefer-svelte-reactivity": "off",
      "svelte/button-has-type": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
  },
  {
    files: ["src/features/figure/{Original,Stage}.svelte", "src/api/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  { files: ["src/api/tauri.ts"], rules: { "no-restricted-imports": closedExcept("src/api/tauri.ts") } },
  { files: ["src/features/map/**"], rules: { "no-restricted-imports": closedExcept("src/features/map/") } },
  { files: ["src/ui/**"], rules: { "no-restricted-imports": closedExcept("src/ui/") } },
  {
    files: ["src/ui/icons.ts"],
    rules: { "no-restricted-imports": closedExcept("src/ui/", "src/ui/icons.ts") },
  },
  {
    files: ["*.config.{ts,js}", "tests/**"],
    languageOptions: { globals: { ...globals.node } },
    rules: { "no-restricted-imports": "off" },
  },
);
