// bpmn-js's modeler as Camunda Modeler has it: one participant with lanes, the nodes as tasks, gateways and
// events, the connections as sequence flows along the routes that Roadbook drew.
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import "bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css";
import Modeler from "bpmn-js/lib/Modeler";

const elements = {
  trigger: "startEvent",
  outcome: "endEvent",
  decision: "exclusiveGateway",
  subprocess: "callActivity",
};

export function bpmn(container, graph, { x, y, zoom }) {
  const modeler = new Modeler({ container });
  const xml = written(graph);
  const part = (name) => modeler.get(name);
  const element = (id) => part("elementRegistry").get(named(id));

  return {
    panButton: 0,
    // What lies in no element, and the inside of the lanes.
    pans: (target) =>
      target.tagName === "svg" ||
      target.closest("[data-element-id^=lane_], [data-element-id^=pool]") !== null,
    box: (id) =>
      part("canvas").getGraphics(element(id))?.querySelector(".djs-visual")?.getBoundingClientRect() ?? null,
    meets: (id, target) => target.closest("[data-element-id]")?.dataset.elementId === named(id),
    scale: () => part("canvas").zoom(),
    choose: (ids) => part("selection").select(ids.map(element)),
    chosen: () => part("selection").get().length,
    async open() {
      await modeler.importXML(xml);
      const { width, height } = container.getBoundingClientRect();
      part("canvas").viewbox({ x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom });
      part("canvas").focus();
    },
  };
}

const named = (id) => `n_${id}`;
const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** Events are circles of one size, in the middle of where the node is. */
const event = ({ x, y, width, height }) => ({
  x: x + width / 2 - 18,
  y: y + height / 2 - 18,
  width: 36,
  height: 36,
});

function written({ lanes, nodes, connections }) {
  const bounds = ({ x, y, width, height }) =>
    `<dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/>`;
  const shape = (id, rect, more = "") =>
    `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${more}>${bounds(rect)}</bpmndi:BPMNShape>`;
  const inLane = (lane) =>
    nodes.filter((node) => node.lane === lane).map(({ id }) => `<flowNodeRef>${named(id)}</flowNodeRef>`);
  const [first, last] = [lanes[0].rect, lanes[lanes.length - 1].rect];
  const pool = {
    x: first.x - 30,
    y: first.y,
    width: first.width + 30,
    height: last.y + last.height - first.y,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="all" targetNamespace="peers">
<collaboration id="collaboration"><participant id="pool" processRef="process"/></collaboration>
<process id="process"><laneSet id="lanes">
${lanes.map(({ id, title }) => `<lane id="lane_${id}" name="${escaped(title)}">${inLane(id).join("")}</lane>`).join("\n")}
</laneSet>
${nodes.map(({ id, kind, label }) => `<${elements[kind] ?? "task"} id="${named(id)}" name="${escaped(label)}"/>`).join("\n")}
${connections
  .map(
    ({ id, source, target, label }) =>
      `<sequenceFlow id="${named(id)}" name="${escaped(label)}" sourceRef="${named(source)}" targetRef="${named(target)}"/>`,
  )
  .join("\n")}
</process>
<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">
${shape("pool", pool, ' isHorizontal="true"')}
${lanes.map(({ id, rect }) => shape(`lane_${id}`, rect, ' isHorizontal="true"')).join("\n")}
${nodes.map(({ id, kind, rect }) => shape(named(id), /Event$/.test(elements[kind]) ? event(rect) : rect)).join("\n")}
${connections
  .map(
    ({ id, points }) =>
      `<bpmndi:BPMNEdge id="${named(id)}_di" bpmnElement="${named(id)}">${points
        .map(({ x, y }) => `<di:waypoint x="${x}" y="${y}"/>`)
        .join("")}</bpmndi:BPMNEdge>`,
  )
  .join("\n")}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`;
}
