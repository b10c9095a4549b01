import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Draft } from "./draft";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const kept: string[] = [];
  const draft = new Draft({ commit: (text) => void kept.push(text) });
  return { kept, draft };
}

describe("the typing rule", () => {
  it("commits one second after the last key", async () => {
    const { kept, draft } = setUp();
    draft.type("P");
    await vi.advanceTimersByTimeAsync(900);
    draft.type("Pa");
    await vi.advanceTimersByTimeAsync(999);
    expect(kept, "the second has begun anew").toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(kept).toEqual(["Pa"]);
    expect(draft.pending).toBe(false);
  });

  it("commits every three seconds while typing goes on", async () => {
    const { kept, draft } = setUp();
    for (let key = 1; key <= 14; key++) {
      draft.type("x".repeat(key));
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(kept.map((text) => text.length)).toEqual([6, 12]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kept.at(-1)).toBe("x".repeat(14));
  });

  it("tells while there is text that is not committed", async () => {
    const told: boolean[] = [];
    let works = false;
    const commit = () => (works ? Promise.resolve() : Promise.reject(new Error("no")));
    const draft = new Draft({ commit, onerror: () => undefined, onpending: (pending) => told.push(pending) });
    draft.type("P");
    draft.type("Pa");
    expect(told).toEqual([true]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told, "sent, and come back").toEqual([true, false, true]);
    works = true;
    await draft.flush();
    expect(told.at(-1)).toBe(false);
  });

  it("commits at once on flush, and only what was typed", async () => {
    const { kept, draft } = setUp();
    await draft.flush();
    draft.type("Pay back");
    await draft.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(kept).toEqual(["Pay back"]);
  });

  it("forgets on cancel what was not committed", async () => {
    const { kept, draft } = setUp();
    draft.type("Pay");
    draft.cancel();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(kept).toEqual([]);
  });

  it("never lets an older text overtake a newer one", async () => {
    const kept: string[] = [];
    const draft = new Draft({
      commit: async (text) => {
        await new Promise((done) => setTimeout(done, text === "slow" ? 5_000 : 10));
        kept.push(text);
      },
    });
    draft.type("slow");
    const first = draft.flush();
    await vi.advanceTimersByTimeAsync(0);
    draft.type("quick");
    const second = draft.flush();
    await vi.advanceTimersByTimeAsync(6_000);
    await Promise.all([first, second]);
    expect(kept).toEqual(["slow", "quick"]);
  });

  it("holds the text when it could not be kept, and tries again", async () => {
    const kept: string[] = [];
    const failures: unknown[] = [];
    let full = true;
    const draft = new Draft({
      commit: (text) => {
        if (full) throw new Error("disk full");
        kept.push(text);
      },
      onerror: (error) => failures.push(error),
    });
    draft.type("Months of writing");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(failures).toHaveLength(1);
    expect(draft.pending).toBe(true);
    await expect(draft.flush()).rejects.toThrow("disk full");
    full = false;
    await draft.flush();
    expect(kept).toEqual(["Months of writing"]);
  });
});
