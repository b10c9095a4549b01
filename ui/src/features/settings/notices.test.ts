// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import manifest from "../../../package.json";
import notices from "./notices.json";

const text = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const named = (entries: readonly { packages: string[] }[]) =>
  entries.flatMap(({ packages }) => packages).sort();

/** What a crate of the program takes, on one system or on all. */
function crates(path: string): string[] {
  const sections = text(path).split(/^(?=\[)/m);
  const taken = sections.filter((section) => /^\[(target\..*\.)?dependencies\]/.test(section));
  return taken.flatMap((section) => [...section.matchAll(/^([\w-]+) = /gm)].map(([, name]) => name!));
}

it("names all that the window is made of, under the licence that it states", () => {
  // Svelte is what the window becomes when it is built, and so it is shipped.
  expect(named(notices.window)).toEqual([...Object.keys(manifest.dependencies), "svelte"].sort());
  for (const { licence, packages } of notices.window) {
    for (const name of packages) {
      const { license } = JSON.parse(text(`../../../node_modules/${name}/package.json`)) as {
        license: string;
      };
      expect(license, name).toBe(licence);
    }
  }
});

it("names all that the program is made of", () => {
  const manifests = ["Cargo.toml", "src-tauri/core/Cargo.toml", "src-tauri/export/Cargo.toml"];
  const taken = manifests.flatMap((path) => crates(`../../../../${path}`));
  const others = taken.filter((name) => !name.startsWith("roadbook-"));
  expect(others.length, "the manifests were read").toBeGreaterThan(20);
  expect(named(notices.program), "notices.json says who made each crate").toEqual(
    expect.arrayContaining(others),
  );
  const locked = new Set(
    [...text("../../../../Cargo.lock").matchAll(/^name = "(.+)"$/gm)].map(([, name]) => name!),
  );
  const gone = named(notices.program).filter((name) => !locked.has(name));
  expect(gone, "no longer in the program").toEqual([]);
});

it("names every font that is embedded", () => {
  const licences = readdirSync(new URL("../../styles/fonts/", import.meta.url)).filter((file) =>
    /^OFL-/.test(file),
  );
  expect(named(notices.fonts)).toEqual(licences.sort());
});

it("names each once", () => {
  for (const entries of Object.values(notices)) {
    const names = entries.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(named(entries)).toEqual([...new Set(named(entries))]);
  }
});
