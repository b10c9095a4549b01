import { describe, expect, it } from "vitest";
import type { DocumentKind } from "../api";
import { wayTo } from "./trail.svelte";

const kinds: Record<string, DocumentKind> = { rule: "policy", payroll: "process", onboarding: "process" };
const above: Record<string, string[]> = {
  normal: ["payroll"],
  offcycle: ["payroll", "year end"],
  bank: ["normal", "offcycle"],
  payroll: ["rule", "onboarding"],
  rule: [],
  ring: ["round"],
  round: ["ring"],
};
const row = (id: string) => ({ id, kind: kinds[id] ?? "sop" }) as const;
const parents = (id: string) => (above[id] ?? []).map(row);
const check = (id: string, taken: string[], expected: string[]) =>
  expect(wayTo(row(id), taken, parents)).toEqual(expected);

describe("the way to a document", () => {
  it("is the first one where none was taken, and begins below the policies", () =>
    check("bank", [], ["payroll", "normal", "bank"]));
  it("goes on from where the person was", () =>
    check("bank", ["year end", "offcycle"], ["year end", "offcycle", "bank"]));
  it("stays as it was taken", () =>
    check("bank", ["payroll", "offcycle", "bank"], ["payroll", "offcycle", "bank"]));
  it("is cut where one goes up", () => check("normal", ["payroll", "normal", "bank"], ["payroll", "normal"]));
  it("shows the process that one came from, and no other", () => {
    check("payroll", ["onboarding"], ["onboarding", "payroll"]);
    check("payroll", ["payroll", "normal"], ["payroll"]);
  });
  it("ends where links go round", () => check("ring", [], ["round", "ring"]));
});
