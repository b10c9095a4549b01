/** The tree as the person has it: what is filtered, open, renamed. */
import { tick } from "svelte";
import { SvelteSet } from "svelte/reactivity";
import type { DocumentId, DocumentRow } from "../../api";
import { m } from "../../i18n";
import { kindName, titleOr } from "../../i18n/words";
import { forest, groups, type Group } from "../../state/forest";
import { library } from "../../state/library.svelte";
import { remember, remembered } from "../../state/remembered";
import { trail } from "../../state/trail.svelte";
import type { Drop } from "../../ui/tree";
import { moveBeside, relation } from "./documents";
import { filtered, keyOf, treeNodes, type Leaf, type LibraryNode } from "./forest";

/** Up to so many documents, all branches are open until the person closes them. */
const openUpTo = 300;
/** Branches remembered for a library. */
const mostRemembered = 400;

const headings: Record<Group, () => string> = {
  policies: m.library_policies,
  processes: m.library_processes,
  unlinked: m.library_unlinked,
};

export class LibraryTree {
  filter = $state("");
  renaming = $state<string | null>(null);
  /** Branches that are not as they usually are. */
  readonly #turned = new SvelteSet<string>();
  #library = "";
  #fresh: string | null = null;

  // A plain map, since each question to the other one is kept account of.
  readonly #forest = $derived(forest(new Map(library.documents), library.links.values()));
  readonly #usuallyOpen = $derived(library.documents.size <= openUpTo);
  readonly #filtered = $derived(
    this.filter.trim()
      ? filtered(
          this.#forest,
          library.documents.values(),
          this.filter,
          (row) => `${row.title} ${kindName(row.kind)} ${row.number}`,
        )
      : null,
  );
  readonly nodes: LibraryNode[] = $derived(
    treeNodes(
      this.#forest,
      (group) => headings[group](),
      (row) => titleOr(row.title),
      this.#filtered?.shown ?? null,
    ),
  );
  /** The row of the open document. */
  readonly selected = $derived(trail.way.length ? keyOf(this.#inTree(trail.way)) : null);

  /** As the Tree asks for it. */
  readonly open = { has: (key: string) => this.#isOpen(key) };

  /** Another library is shown: its branches are as they were left. */
  begin(path: string): void {
    this.#library = path;
    this.filter = "";
    this.renaming = null;
    this.#turned.clear();
    for (const key of remembered<string[]>(`tree.${path}`, [])) this.#turned.add(key);
  }

  toggle(key: string, open: boolean): void {
    if (this.#isOpen(key) === open || this.#filtered) return;
    if (this.#turned.has(key)) this.#turned.delete(key);
    else this.#turned.add(key);
    remember(`tree.${this.#library}`, [...this.#turned].slice(-mostRemembered));
  }

  /** Opens the branches above a document. */
  reveal(trailed: readonly DocumentId[]): void {
    const way = this.#inTree(trailed);
    const group = groups.find((each) => this.#forest.roots[each].some((row) => row.id === way[0]));
    if (group) this.toggle(group, true);
    for (let depth = 1; depth < way.length; depth++) this.toggle(keyOf(way.slice(0, depth)), true);
  }

  /** Has the open document's name typed in the tree. A fresh one is gone on with in its editor. */
  async nameSelected(fresh = false): Promise<void> {
    this.filter = "";
    await tick();
    this.reveal(trail.way);
    await tick();
    this.renaming = this.selected;
    this.#fresh = fresh ? this.selected : null;
  }

  /** Whether the one that was named has just been made; true once. */
  wasFresh(key: string): boolean {
    const fresh = key === this.#fresh;
    this.#fresh = null;
    return fresh;
  }

  leaf(key: string): Leaf | null {
    const group = groups.find((each) => each === key);
    if (group) return { way: [], row: null, group };
    const way = key.split("/");
    const row = library.documents.get(way.at(-1)!) ?? null;
    const root = library.documents.get(way[0]!);
    const home = groups.find((each) => this.#forest.roots[each].some(({ id }) => id === root?.id));
    return row && home ? { way, row, group: home } : null;
  }

  /** What a drop does: the document that it goes below, and the sibling beside which it comes to stand. */
  meaning(key: string, drop: Drop): Meaning | null {
    const moved = this.leaf(key);
    const target = this.leaf(drop.target);
    if (!moved?.row || !target) return null;
    if (!target.row) {
      // On a heading: to the front of its group, where it belongs there already.
      const first = this.#forest.roots[target.group].find((row) => row.id !== moved.row?.id);
      const here = moved.way.length === 1 && moved.group === target.group;
      return here && first && drop.place === "onto"
        ? { row: moved.row, beside: { target: first.id, place: "before" } }
        : null;
    }
    if (target.row.id === moved.row.id || target.way.includes(moved.row.id)) return null;
    if (drop.place === "onto") {
      const stands = this.#forest.above(moved.row.id).has(target.row.id);
      return !stands && relation(moved.row, target.row) ? { row: moved.row, parent: target.row } : null;
    }
    const beside = { target: target.row.id, place: drop.place };
    const parent = library.documents.get(target.way.at(-2) ?? "");
    if (!parent) {
      return target.way.length === 1 && moved.way.length === 1 && moved.group === target.group
        ? { row: moved.row, beside }
        : null;
    }
    if (this.#forest.above(moved.row.id).has(parent.id)) return { row: moved.row, beside };
    return relation(moved.row, parent) ? { row: moved.row, parent, beside } : null;
  }

  move = (id: DocumentId, beside: Beside) => library.edit(moveBeside(id, beside.target, beside.place));

  /** A way begins at its last process, since a process stands at the top. */
  #inTree(way: readonly DocumentId[]): readonly DocumentId[] {
    const process = way.findLastIndex((id) => library.documents.get(id)?.kind === "process");
    return way.slice(Math.max(0, process));
  }

  #isOpen(key: string): boolean {
    if (this.#filtered) return true;
    const usually = this.#usuallyOpen || groups.some((group) => group === key);
    return usually !== this.#turned.has(key);
  }
}

type Beside = { target: DocumentId; place: "before" | "after" };

export interface Meaning {
  row: DocumentRow;
  parent?: DocumentRow;
  beside?: Beside;
}

export const tree = new LibraryTree();
