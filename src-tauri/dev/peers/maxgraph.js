// maxGraph, the engine of draw.io, with the plugins and the look that it brings; lanes as swimlanes, right
// angles as in draw.io. The wheel zooms as its own examples have it.
import "@maxgraph/core/css/common.css";
import { getDefaultPlugins, Graph, InternalEvent, RubberBandHandler } from "@maxgraph/core";

const shapes = {
  trigger: { rounded: true, arcSize: 50 },
  outcome: { rounded: true, arcSize: 50 },
  decision: { shape: "rhombus", perimeter: "rhombusPerimeter" },
};

export function maxGraph(container, { lanes, nodes, connections }, { x, y, zoom }) {
  const graph = new Graph(container, undefined, [...getDefaultPlugins(), RubberBandHandler]);
  graph.setPanning(true);
  InternalEvent.disableContextMenu(container);
  InternalEvent.addMouseWheelListener((event, up) => {
    if (event.ctrlKey) up ? graph.zoomIn() : graph.zoomOut();
  }, container);
  const cells = new Map();
  const state = (id) => graph.view.getState(cells.get(id));

  return {
    // The right button, which is what it pans with unless told otherwise.
    panButton: 2,
    pans: (element) => element.tagName === "svg" || element === container,
    box: (id) => state(id)?.shape?.node.getBoundingClientRect() ?? null,
    meets: (id, element) => [state(id)?.shape, state(id)?.text].some((part) => part?.node.contains(element)),
    scale: () => graph.view.scale,
    choose: (ids) => graph.setSelectionCells(ids.map((id) => cells.get(id))),
    chosen: () => graph.getSelectionCells().length,
    async open() {
      graph.view.scaleAndTranslate(zoom, x / zoom, y / zoom);
      graph.batchUpdate(() => {
        const root = graph.getDefaultParent();
        const inLane = new Map();
        for (const { id, title, rect } of lanes) {
          inLane.set(id, rect);
          const style = { shape: "swimlane", horizontal: false, startSize: 32, foldable: false };
          const { x, y, width, height } = rect;
          cells.set(
            id,
            graph.insertVertex({
              parent: root,
              position: [x, y],
              size: [width, height],
              value: title,
              style,
            }),
          );
        }
        for (const { id, kind, label, lane, rect } of nodes) {
          const { x, y } = inLane.get(lane) ?? { x: 0, y: 0 };
          cells.set(
            id,
            graph.insertVertex({
              parent: cells.get(lane) ?? root,
              position: [rect.x - x, rect.y - y],
              size: [rect.width, rect.height],
              value: label,
              style: { rounded: true, arcSize: 8, whiteSpace: "wrap", ...shapes[kind] },
            }),
          );
        }
        for (const { source, target, label } of connections) {
          graph.insertEdge({
            parent: root,
            source: cells.get(source),
            target: cells.get(target),
            value: label,
            style: { edgeStyle: "orthogonalEdgeStyle", rounded: true },
          });
        }
      });
    },
  };
}
