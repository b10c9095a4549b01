/** Components that are not there from the beginning: a window begins with many menus and popovers of which few
 *  are ever opened, and what opens them needs none of their code. */

const all: { fetch: () => void }[] = [];

/** Has all of them come, so that they are at hand when the first of them is opened. */
export function fetchAll(): void {
  for (const later of all) later.fetch();
}

/** A component that comes when it is first asked for, and is at hand from then on. */
export class Later<Part> {
  #here = $state.raw<Part | null>(null);
  #coming = false;

  constructor(private readonly load: () => Promise<{ default: Part }>) {
    all.push(this);
  }

  /** What has come, without asking for it. */
  get here(): Part | null {
    return this.#here;
  }

  /** null until it has come; a component that reads this is drawn again then. */
  get component(): Part | null {
    this.fetch();
    return this.#here;
  }

  fetch(): void {
    if (this.#coming) return;
    this.#coming = true;
    this.load().then(
      ({ default: component }) => (this.#here = component),
      // Asked for again, it is tried again.
      () => (this.#coming = false),
    );
  }
}

type Attributes = Record<string, unknown>;

/** What a button has that opens something, until what it opens is made: when the pointer or the focus comes to
 *  it, or at once when it is pressed before that. */
export class Opener {
  /** Someone is near: make it. */
  near = $state(false);
  /** From what it opens, which from now on hears all that happens to the button. */
  given = $state.raw<Attributes | null>(null);
  readonly #idle: Attributes;

  constructor(kind: "menu" | "dialog", open: () => void) {
    const come = () => (this.near = true);
    const begin = (event: Event) => {
      if (event.currentTarget instanceof HTMLElement && event.currentTarget.matches(":disabled")) return;
      event.preventDefault();
      open();
    };
    this.#idle = {
      "aria-haspopup": kind,
      "aria-expanded": "false",
      "data-state": "closed",
      onpointerenter: come,
      onfocus: come,
      // A menu opens with the press, so that one can drag to its entry.
      ...(kind === "menu"
        ? {
            onpointerdown: (event: PointerEvent) => {
              if (event.pointerType !== "touch" && event.button === 0 && !event.ctrlKey) begin(event);
            },
            onkeydown: (event: KeyboardEvent) => {
              if (["Enter", " ", "ArrowDown"].includes(event.key)) begin(event);
            },
            onclick: (event: MouseEvent) => {
              if (event.detail === 0) begin(event);
            },
          }
        : { onclick: begin }),
    };
  }

  get attributes(): Attributes {
    return this.given ?? this.#idle;
  }

  readonly give = (attributes: Attributes): void => {
    this.given = attributes;
  };
}
