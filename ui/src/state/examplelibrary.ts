/** A small library's end of the wire, for tests of the window's copy of it. */
import {
  Failure,
  type Changed,
  type Document,
  type DocumentRow,
  type DocumentView,
  type Edit,
  type Figure,
  type Link,
  type Overview,
  type Query,
  type Record as AnyRecord,
  type Step,
} from "../api";
import { exampleStep } from "./example";
import { LibraryMirror } from "./library.svelte";

const row = (id: string, kind: DocumentRow["kind"], position: number): DocumentRow => ({
  id,
  kind,
  number: position,
  title: id,
  status: "draft",
  position,
  changed_at: 0,
  revision: null,
});

export const documentOf = ({ id, kind, number, title, position }: DocumentRow): Document => ({
  id,
  kind,
  number,
  title,
  status: "draft",
  owner: null,
  position,
  review_on: null,
  trashed_at: null,
  created_at: 0,
  changed_at: 0,
  tags: [],
  text: "",
  purpose: "",
  scope: "",
  quality: "",
  materials: "",
  definitions: "",
  tool: null,
  starting_screen: "",
  finished_result: "",
  trigger: "",
  outcome: "",
  frequency: "",
  governed_by: [],
  lane_direction: "horizontal",
  covers: [],
  references: [],
  first_number: 1,
});

export const step = (id: string, position: number, document = "till"): Step =>
  exampleStep(id, { position, document });

export const figure = (id: string, on: string, position = 1, asset = "a"): Figure => ({
  id,
  step: on,
  position,
  asset,
  alt: "",
  caption: "",
  crop: null,
  shapes: [],
});

export const link = (kind: Link["kind"], source: string, target: string, more: Partial<Link> = {}): Link => ({
  kind,
  source,
  target,
  node: null,
  step: null,
  ...more,
});

export const rows = [
  row("rule", "policy", 1),
  row("refund", "process", 2),
  row("full", "sop", 4),
  row("part", "sop", 3),
  row("till", "instruction", 5),
];
const links = [
  link("covers", "full", "refund"),
  link("covers", "part", "refund"),
  link("uses", "full", "till", { step: "s1" }),
  link("mentions", "full", "part"),
  link("mentions", "till", "refund"),
  link("governed_by", "refund", "rule"),
];

/** A library's end of the wire: what it would answer at this revision. */
export function setUp() {
  const asked: string[] = [];
  const answers: (Changed | Failure)[] = [];
  let revision = 1;
  let steps = [step("s1", 1), step("s2", 2)];
  const doors = {
    read(query: Query) {
      asked.push(query.query);
      const overview: Overview = {
        library: { name: "Shop", path: "/shop", revision, read_only: false, undo: null, redo: null },
        documents: rows,
        links,
        roles: [],
        tools: [],
        packs: [],
        presets: [],
        trashed: 0,
      };
      const view: DocumentView = {
        content: {
          document: documentOf(rows[4]!),
          lanes: [],
          nodes: [],
          connections: [],
          steps,
          figures: [figure("f1", "s1")],
        },
        map: null,
        assets: [
          {
            hash: "a",
            mime: "image/png",
            width: 10,
            height: 10,
            size: 1,
            imported_at: 0,
            source_name: "",
            burned_at: null,
          },
        ],
        used_by: [],
        revision,
      };
      return Promise.resolve(query.query === "overview" ? overview : view) as never;
    },
    edit: (_: Edit) => answer(),
    undo: () => answer(),
    redo: () => answer(),
  };
  async function answer(): Promise<Changed> {
    const next = answers.shift()!;
    await Promise.resolve();
    if (next instanceof Failure) throw next;
    return next;
  }
  const library = new LibraryMirror(doors);
  return {
    asked,
    answers,
    library,
    /** What others did meanwhile. */
    at(now: number, withSteps: Step[]) {
      revision = now;
      steps = withSteps;
    },
  };
}

export const changed = (
  revision: number,
  upserts: AnyRecord[] = [],
  more: Partial<Changed> = {},
): Changed => ({
  revision,
  label: "add_steps",
  upserts,
  removed: [],
  links: [],
  maps: [],
  place: null,
  undo: "add_steps",
  redo: null,
  trashed: 0,
  ...more,
});

export const anEdit: Edit = { edit: "delete_steps", ids: ["s1"] };
