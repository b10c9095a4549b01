import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, it, vi } from "vitest";
import { api, type Changed, type DocumentView, type Edit } from "../../api";
import { library, OpenDocument } from "../../state/library.svelte";
import FigureInspector from "./inspector/FigureInspector.svelte";

afterEach(() => {
  vi.useRealTimers();
  cleanup();
  library.clear();
});

const figure = (id: string, alt: string) => ({
  id,
  step: "s1",
  position: 1,
  asset: "a",
  alt,
  caption: "",
  crop: null,
  shapes: [],
});

/** The inspector at the near end of the wire: edits are answered, not done. */
function setUp() {
  const sent: Edit[] = [];
  vi.spyOn(api, "edit").mockImplementation((edit) => {
    sent.push(edit);
    return Promise.resolve({ revision: 0 } as Changed);
  });
  library.state = { name: "", path: "", revision: 1, read_only: false, undo: null, redo: null };
  const open = new OpenDocument({
    content: {
      document: { id: "till", kind: "instruction" },
      lanes: [],
      nodes: [],
      connections: [],
      steps: [],
      figures: [figure("first", ""), figure("second", "The receipt")],
    },
    map: null,
    assets: [],
    used_by: [],
    revision: 1,
  } as unknown as DocumentView);
  return { open, sent };
}

it("keeps a description with the picture that it was written for, whichever is chosen by then", async () => {
  const { open, sent } = setUp();
  const { rerender } = render(FigureInspector, { open, id: "first" });
  const field = screen.getByRole("textbox", { name: "Alternative text" });
  await fireEvent.input(field, { target: { value: "The till" } });
  await rerender({ open, id: "second" });
  await library.flush();
  expect(sent).toEqual([{ edit: "update_figure", id: "first", change: { field: "alt", value: "The till" } }]);
});

it("keeps what was typed at once when the inspector is taken away", async () => {
  const { open, sent } = setUp();
  const { unmount } = render(FigureInspector, { open, id: "first" });
  vi.useFakeTimers();
  await fireEvent.input(screen.getByRole("textbox", { name: "Alternative text" }), {
    target: { value: "The till" },
  });
  unmount();
  // No time passes: the typing rule's second is not waited for.
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toMatchObject([{ id: "first", change: { value: "The till" } }]);
});
