/** Every command of the window in one registry: the palette, the native menu, the shortcut sheet and the
 *  keyboard all read it, so that none can know a command that another does not. */
import { belongsToText, isTextField, matchesChord, onMac, type KeyPress } from "../ui/keys";
import type { IconDrawing } from "../ui/icons";

export interface Command {
  /** Dotted, area first: "edit.undo". */
  id: string;
  /** A message, asked each time: its words may change with the state ("Undo Rename"). */
  title: () => string;
  /** The title without what changes in it, for the shortcut sheet. */
  name?: () => string;
  /** The heading it stands under in the palette and in the shortcut sheet. */
  group: () => string;
  /** Chords as in ui/keys.ts, the one to be shown first. */
  keys?: readonly string[];
  icon?: IconDrawing;
  /** Whether it can be done now; always, where there is none. */
  when?: () => boolean;
  /** Its keys come as an event of the clipboard too, which alone has what is on it: they are shown, and the key
   *  press is left to the browser. */
  clipboard?: boolean;
  run: () => void | Promise<void>;
  /** In the shortcut sheet and under its keys, but not in the palette: moving a cursor, for instance. Or there only
   *  for who types a part of its name. */
  unlisted?: boolean | "until typed";
}

export interface CommandGroup {
  title: string;
  commands: Command[];
}

interface Registration {
  commands: readonly Command[];
  live: () => boolean;
}

export class Commands {
  #registrations = $state.raw<readonly Registration[]>([]);

  constructor(private readonly mac = onMac) {}

  /** Adds the commands of the window or of a view; call what it returns when the view goes. A later
   *  command comes before an earlier one of the same id or keys, as the inner view comes before the outer.
   *  A view that stays in sight until the next one is there says by `live` whether keys are still for it. */
  register(commands: readonly Command[], live: () => boolean = () => true): () => void {
    const mine = { commands, live };
    this.#registrations = [...this.#registrations, mine];
    return () => {
      this.#registrations = this.#registrations.filter((each) => each !== mine);
    };
  }

  get #all(): Command[] {
    return this.#registrations.flatMap(({ commands, live }) => (live() ? commands : []));
  }

  /** One of each id, in the order of their registration. */
  get all(): Command[] {
    const latest = new Map(this.#all.map((command) => [command.id, command]));
    return [...latest.values()];
  }

  get available(): Command[] {
    return this.all.filter(can);
  }

  find(id: string): Command | undefined {
    return this.#all.findLast((command) => command.id === id);
  }

  /** For menus, whose click may come late: does nothing where the command cannot be done now. */
  run(id: string): boolean {
    const command = this.find(id);
    if (!command || !can(command)) return false;
    void command.run();
    return true;
  }

  /** The command that a key press means, here and now. */
  matching(event: KeyPress & Partial<Pick<KeyboardEvent, "target">>): Command | undefined {
    if (isTextField(event.target ?? null) && belongsToText(event, this.mac)) return undefined;
    return this.#all.findLast(
      (command) => command.keys?.some((chord) => matchesChord(event, chord, this.mac)) && can(command),
    );
  }

  /** For the window's keydown: runs the command and takes the event, unless somebody has taken it before. */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing) return false;
    const command = this.matching(event);
    if (!command || command.clipboard) return false;
    event.preventDefault();
    void command.run();
    return true;
  }

  /** For the palette and the shortcut sheet: in groups, in the order of their registration. */
  grouped(commands: readonly Command[] = this.available): CommandGroup[] {
    const groups = new Map<string, Command[]>();
    for (const command of commands) {
      const title = command.group();
      const group = groups.get(title);
      if (group) group.push(command);
      else groups.set(title, [command]);
    }
    return [...groups].map(([title, members]) => ({ title, commands: members }));
  }
}

const can = (command: Command) => command.when?.() ?? true;

/** The registry of the window. */
export const commands = new Commands();
