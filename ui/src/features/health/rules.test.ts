// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ruleName, rules } from "./rules";

/** The core keeps one file per rule, with the rule's name in it. */
const folder = new URL("../../../../src-tauri/core/src/check/", import.meta.url);
const known = readdirSync(folder).flatMap((file) => {
  const text = file.endsWith(".rs") ? readFileSync(new URL(file, folder), "utf8") : "";
  return /const RULE: Rule = Rule \{\s*name: "(\w+)"/.exec(text)?.[1] ?? [];
});

it("has a name for each rule of the core, and for no other", () => {
  expect(known.length, "the core's rules were found").toBeGreaterThanOrEqual(21);
  expect(Object.keys(rules).sort()).toEqual(known.sort());
});

it("gives each a name of its own, in words", () => {
  const names = Object.keys(rules).map(ruleName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z0-9 ]+$/);
});
