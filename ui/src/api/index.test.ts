import { describe, expect, it, vi } from "vitest";
import { createApi, failure, type Door } from "./index";
import type { Event, Job } from "./types.gen";

function setUp(answer: (id: string, job: Job) => Promise<unknown> = () => Promise.resolve(null)) {
  let hear: (event: Event) => void = () => undefined;
  const sent: { id: string; job: Job }[] = [];
  const door: Door = {
    read: vi.fn(() => Promise.resolve([])),
    edit: vi.fn(() => Promise.resolve({})),
    job(id, job) {
      sent.push({ id, job });
      return answer(id, job);
    },
    upload: () => Promise.resolve("token"),
    listen: (listener) => (hear = listener),
    shots: "shot://localhost",
  };
  return { api: createApi(door), door, sent, tell: (event: Event) => hear(event) };
}

const step = (id: string, done: number): Event => ({
  event: "progress",
  payload: { id, done, total: 2, what: "" },
});

describe("a job", () => {
  it("hears its own progress and no other", async () => {
    let end: (value: unknown) => void = () => undefined;
    const { api, sent, tell } = setUp(() => new Promise((resolve) => (end = resolve)));
    const heard: number[] = [];
    const done = api.job({ job: "check_library" }, { progress: ({ done }) => heard.push(done) });
    tell(step(sent[0]!.id, 1));
    tell(step("another", 2));
    end({ job: "check_library", findings: [] });
    expect((await done).findings).toEqual([]);
    tell(step(sent[0]!.id, 2));
    expect(heard).toEqual([1]);
  });

  it("is stopped by its signal", async () => {
    let fail: (reason: unknown) => void = () => undefined;
    const { api, sent } = setUp((_id, job) =>
      job.job === "cancel" ? Promise.resolve(null) : new Promise((_, reject) => (fail = reject)),
    );
    const stop = new AbortController();
    const done = api.job({ job: "verify_library" }, { signal: stop.signal });
    stop.abort();
    expect(sent[1]?.job).toEqual({ job: "cancel", id: sent[0]!.id });
    fail({ code: "cancelled", message: "This was stopped.", detail: null });
    await expect(done).rejects.toMatchObject({ code: "cancelled" });
  });

  it("does not begin when it is stopped already", async () => {
    const { api, sent } = setUp();
    const done = api.job({ job: "check_library" }, { signal: AbortSignal.abort() });
    await expect(done).rejects.toMatchObject({ code: "cancelled" });
    expect(sent).toEqual([]);
  });
});

describe("an edit", () => {
  it("carries the visit that it belongs to", async () => {
    const { api, door } = setUp();
    await api.edit({ edit: "trash_documents", ids: [] }, "visit");
    expect(door.edit).toHaveBeenCalledWith({
      do: "edit",
      edit: { edit: "trash_documents", ids: [] },
      focus: "visit",
    });
  });
});

describe("an event", () => {
  it("is heard until one stops listening", () => {
    const { api, tell } = setUp();
    const heard = vi.fn();
    const deaf = api.on("library", heard);
    tell({ event: "library", payload: null });
    deaf();
    tell({ event: "library", payload: null });
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe("a failure", () => {
  it("keeps its code and its sentence", () => {
    const failed = failure({ code: "locked", message: "It is open elsewhere.", detail: null });
    expect(failed).toMatchObject({ code: "locked", message: "It is open elsewhere." });
    expect(failure(failed)).toBe(failed);
  });

  it("of an unknown kind is ours", () => {
    expect(failure("ipc is gone")).toMatchObject({ code: "internal", detail: "ipc is gone" });
  });
});

it("addresses pictures", () => {
  const { api } = setUp();
  expect(api.originalUrl("ab")).toBe("shot://localhost/original/ab");
  expect(api.figureUrl("id", 1432, "7")).toBe("shot://localhost/figure/id/1432/7");
  expect(api.waitingUrl(3, 160)).toBe("shot://localhost/waiting/3/160");
  expect(api.logoUrl("ab", 480)).toBe("shot://localhost/logo/ab/480");
  expect(api.pageUrl("id", 0, 840)).toBe("shot://localhost/pack/id/0/840");
});
