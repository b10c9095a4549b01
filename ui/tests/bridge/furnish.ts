/** A small library with something of everything, put in through the doors. */
import type { Page } from "@playwright/test";
import type { DocumentKind, Edit } from "../../src/api/types.gen";

let last = 0;
/** UUIDv7 in form; only their being different counts. */
const id = () => `01900000-0000-7000-8000-${(++last).toString(16).padStart(12, "0")}`;

export interface Furnished {
  process: string;
  sop: string;
  instruction: string;
  policy: string;
}

/** For the page of a fresh bridge: makes a library, fills it and shows it. */
export async function furnish(page: Page): Promise<Furnished> {
  const origin = new URL(page.url()).origin;
  const post = async (path: string, data: unknown) => {
    const response = await page.request.post(origin + path, { data });
    if (!response.ok()) throw new Error(`${path}: ${await response.text()}`);
    return response;
  };
  const edit = (one: Edit) => post("/edit", { do: "edit", edit: one, focus: null });
  const create = async (kind: DocumentKind, title: string, covers: string | null = null) => {
    const made = id();
    const whole = covers ? [{ process: covers, extent: { kind: "nodes" as const, nodes: [] } }] : [];
    await edit({ edit: "create_document", id: made, kind, title, covers: whole });
    return made;
  };
  await post("/job", {
    id: id(),
    job: { job: "open_library", choice: { choice: "empty", name: "Shop", elsewhere: false } },
  });

  const role = { id: id(), name: "Finance assistant", description: "Pays and is paid", person: "Ada" };
  await edit({ edit: "create_role", role });
  await edit({
    edit: "create_tool",
    tool: { id: id(), name: "Till", description: "", url: "https://till.example" },
  });
  const policy = await create("policy", "Refunds within 14 days");
  await edit({
    edit: "update_document",
    id: policy,
    change: { field: "text", value: "A customer gets the money back within **14 days** of the purchase." },
  });
  const process = await create("process", "Refund a customer");
  await edit({ edit: "update_document", id: process, change: { field: "governed_by", value: [policy] } });
  const lane = { id: id(), process, position: 1, role: role.id, title: "", breadth: 200 };
  await edit({ edit: "add_lane", lane, after: null });
  let before: string | null = null;
  const kinds = ["trigger", "step", "decision", "step", "outcome"] as const;
  const labels = [
    "Refund asked for",
    "Check the purchase",
    "Within 14 days?",
    "Issue the refund",
    "Money back",
  ];
  for (const [at, kind] of kinds.entries()) {
    const node = id();
    await edit({
      edit: "add_node",
      node: {
        id: node,
        process,
        kind,
        lane: lane.id,
        x: 80 + at * 220,
        y: 60,
        label: labels[at]!,
        description: "",
        role: null,
        delegation: kind === "step" ? "delegate" : null,
        automated_by: "",
        inputs: "",
        outputs: "",
        tool: null,
        duration_minutes: null,
        value: null,
        energy: null,
        risk: null,
        only_my_judgement: false,
        opens: null,
      },
      connection: before
        ? {
            id: id(),
            process,
            source: before,
            target: node,
            label: at === 3 ? "yes" : "",
            waypoints: [],
            source_side: null,
            target_side: null,
          }
        : null,
    });
    before = node;
  }
  const sop = await create("sop", "Refund in full, card", process);
  const instruction = await create("instruction", "Issue a refund in the till");
  const step = (text: string, link: string | null = null) => ({ id: id(), text, depth: 0, link });
  await edit({
    edit: "add_steps",
    document: sop,
    after: null,
    steps: [
      step("Look up the purchase."),
      step("Give the money back.", instruction),
      step("Tell the customer."),
    ],
  });
  await edit({
    edit: "add_steps",
    document: instruction,
    after: null,
    steps: [step("Open **Payments**."), step("Find the payment by its number, and press **Refund**.")],
  });
  const trashed = await create("procedure", "An old way");
  await edit({ edit: "trash_documents", ids: [trashed] });
  await page.reload();
  return { process, sop, instruction, policy };
}
