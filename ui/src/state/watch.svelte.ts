/** The watched folder, as the window sees it: what waits, and who takes what comes. */
import { api, failure, type Arrive, type Shot, type WatchChange, type WatchState } from "../api";
import { m } from "../i18n";
import { tellEdit, toasts } from "./toasts";

/** The document that is shown, when it can take screenshots. */
export interface Taker {
  /** As a paste does: on the current step, or on a new one. */
  accept: (ids: number[]) => void;
  /** Each as a new step. True: they came. */
  append: (ids: number[]) => Promise<boolean>;
}

/** Names of files in one notice. */
const mostRefused = 3;

export class Watch {
  state = $state.raw<WatchState | null>(null);
  /** Set by the page that is shown. */
  taker: Taker | null = null;

  /** The last screenshot that was told of. */
  #told = 0;
  /** Screenshots become steps one batch after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  get on(): boolean {
    return this.state?.on ?? false;
  }

  get waiting(): readonly Shot[] {
    return this.state?.waiting ?? [];
  }

  /** Listens to the folder; call what it returns to stop. */
  start(): () => void {
    void this.change({ do: "look" });
    return api.on("watch", (state) => this.hear(state));
  }

  async change(change: WatchChange): Promise<void> {
    try {
      const { state } = await api.job({ job: "watch", change });
      this.hear(state);
    } catch (error) {
      const { code, message } = failure(error);
      if (code !== "cancelled") toasts.show(message, { tone: "bad" });
    }
  }

  set = (on: boolean): Promise<void> => this.change({ do: "set", on });
  choose = (): Promise<void> => this.change({ do: "choose" });
  arrive = (arrive: Arrive): Promise<void> => this.change({ do: "arrive", arrive });
  dismiss = (ids: number[] | null): Promise<void> => this.change({ do: "dismiss", ids });

  hear(state: WatchState): void {
    this.state = state;
    for (const sentence of state.refused.slice(0, mostRefused)) toasts.show(sentence, { tone: "bad" });
    const came = state.waiting.filter((shot) => shot.id > this.#told);
    if (!came.length) return;
    this.#told = came.at(-1)!.id;
    if (state.arrive === "steps" && this.taker) this.#append(this.taker, came);
    else this.#tell(came);
  }

  #append(taker: Taker, came: readonly Shot[]): void {
    const ids = came.map((shot) => shot.id);
    this.#turn = this.#turn.then(async () => {
      if (!(await taker.append(ids))) return;
      const { name } = came.at(-1)!;
      const text =
        came.length === 1 ? m.watch_came_step({ name }) : m.watch_came_steps({ count: came.length, name });
      tellEdit(text);
    });
  }

  #tell(came: readonly Shot[]): void {
    const { name } = came.at(-1)!;
    const text =
      came.length === 1 ? m.watch_came({ name }) : m.watch_came_several({ count: came.length, name });
    const { taker } = this;
    if (!taker) toasts.show(`${text} ${m.watch_open_document()}`);
    else {
      const ids = came.map((shot) => shot.id);
      toasts.show(text, {
        action: {
          label: ids.length === 1 ? m.watch_accept() : m.watch_accept_them(),
          run: () => taker.accept(ids),
        },
      });
    }
  }
}

export const watch = new Watch();
