import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Toasts } from "./toasts.svelte";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("toasts", () => {
  it("leave by themselves, an error later", () => {
    const toasts = new Toasts();
    toasts.show("Deleted “Payroll”");
    toasts.show("The folder cannot be written", { tone: "bad" });
    vi.advanceTimersByTime(6_000);
    expect(toasts.list.map((toast) => toast.tone)).toEqual(["bad"]);
    vi.advanceTimersByTime(6_000);
    expect(toasts.list).toEqual([]);
  });

  it("stay while they are looked at", () => {
    const toasts = new Toasts();
    const id = toasts.show("Deleted");
    vi.advanceTimersByTime(5_000);
    toasts.pause(id);
    vi.advanceTimersByTime(60_000);
    expect(toasts.list).toHaveLength(1);
    toasts.resume(id);
    vi.advanceTimersByTime(1_000);
    expect(toasts.list).toEqual([]);
  });

  it("do their action once and go", () => {
    const toasts = new Toasts();
    const run = vi.fn();
    const id = toasts.show("Deleted", { action: { label: "Undo", run } });
    toasts.act(id);
    toasts.act(id);
    expect(run).toHaveBeenCalledTimes(1);
    expect(toasts.list).toEqual([]);
  });

  it("make room for new ones", () => {
    const toasts = new Toasts();
    for (const text of ["1", "2", "3", "4"]) toasts.show(text);
    expect(toasts.list.map((toast) => toast.text)).toEqual(["2", "3", "4"]);
  });

  it("leave when the one that was looked at has done its action", () => {
    const toasts = new Toasts();
    const id = toasts.show("Deleted", { action: { label: "Undo", run: () => undefined } });
    toasts.show("Copied");
    toasts.pause(id);
    toasts.act(id);
    vi.advanceTimersByTime(6_000);
    expect(toasts.list).toEqual([]);
  });

  it("are withdrawn when they no longer hold", () => {
    const toasts = new Toasts();
    let holds = true;
    toasts.show("Copied");
    toasts.show("Deleted", { holds: () => holds });
    expect(toasts.list.map((toast) => toast.text)).toEqual(["Copied", "Deleted"]);
    holds = false;
    toasts.show("Undid");
    expect(toasts.list.map((toast) => toast.text)).toEqual(["Copied", "Undid"]);
  });
});
