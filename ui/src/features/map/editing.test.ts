import { afterEach, expect, it, vi } from "vitest";
import { api, type DocumentView } from "../../api";
import { library } from "../../state/library.svelte";
import type { FlowNode } from "./adapter";
import { MapEditing } from "./editing.svelte";

afterEach(() => {
  vi.restoreAllMocks();
  library.clear();
});

it("a node that has left a still pointer is no longer under it", async () => {
  const view = {
    content: { document: { id: "p" }, lanes: [], nodes: [], connections: [], steps: [], figures: [] },
    map: null,
    assets: [],
    used_by: [],
    revision: 1,
  } as unknown as DocumentView;
  vi.spyOn(api, "read").mockResolvedValue(view as never);
  const open = await library.open("p");
  const map = new MapEditing(() => open);
  const shown = { rect: { x: 0, y: 0, width: 152, height: 40 } };
  const at = (x: number) => ({ id: "a", position: { x, y: 0 }, data: { shown } }) as unknown as FlowNode;
  map.nodes = [at(0)];
  map.pointer = { x: 76, y: 20 };
  map.hovered = "a";
  map.lookUnder();
  expect(map.hovered).toBe("a");
  map.pointer = { x: 160, y: 20 };
  map.lookUnder();
  expect(map.hovered, "its handle is part of it").toBe("a");
  map.nodes = [at(300)];
  map.lookUnder();
  expect(map.hovered).toBeNull();
});
