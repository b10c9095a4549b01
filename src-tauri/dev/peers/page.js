// Shows a graph in another program's editor. The benchmark opens this page in an empty window and drives it
// by the same script as Roadbook: both give it a `subject`.
import { bpmn } from "./bpmn.js";
import { maxGraph } from "./maxgraph.js";

const editors = { maxGraph, "bpmn-js": bpmn };

/** Prepares an editor for a graph in a frame of the window; `subject.open()` then shows it. */
window.prepare = (editor, graph, frame, viewport) => {
  const container = document.createElement("div");
  container.id = "canvas";
  Object.assign(container.style, {
    position: "fixed",
    left: `${frame.x}px`,
    top: `${frame.y}px`,
    width: `${frame.width}px`,
    height: `${frame.height}px`,
    overflow: "hidden",
  });
  document.body.append(container);
  window.subject = {
    ids: graph.nodes.map(({ id }) => id),
    canvas: () => container,
    ...editors[editor](container, graph, viewport),
  };
};
