/** The commands of a document of steps, for its keys, the palette and the shortcut sheet. */
import { tick } from "svelte";
import type { Step } from "../../api";
import { m } from "../../i18n";
import { commands, type Command } from "../../state/commands.svelte";
import { session } from "../../state/session.svelte";
import { watch } from "../../state/watch.svelte";
import {
  AddIcon,
  CameraIcon,
  CopyIcon,
  ExpectedIcon,
  ExtractIcon,
  LinkIcon,
  MergeIcon,
  OwnerIcon,
  PageBreakIcon,
  PasteIcon,
  PicturePlusIcon,
  RecordingIcon,
  RightIcon,
  SplitIcon,
  WhyIcon,
} from "../../ui/icons";
import type { ClipboardWay } from "../../ui/clipboard";
import type { StepsEditing } from "./editing.svelte";
import type { Pictures } from "./pictures.svelte";
import type { Taking } from "./taking.svelte";
import { calloutKinds, callouts } from "./words";

const ways = [
  ["move", m.steps_move_to, RightIcon],
  ["copy", m.steps_copy_to, CopyIcon],
  ["extract", m.steps_extract, ExtractIcon],
] as const;

interface Page {
  rename: () => void;
}

/** Registers them; call what it returns when the document is left. */
export function stepsCommands(
  editing: StepsEditing,
  pictures: Pictures,
  taking: Taking,
  page: Page,
): () => void {
  const group = m.steps_group;
  const ids = () => [...editing.selected];
  const some = () => editing.editable && editing.selected.size > 0;
  const one = (): Step | undefined =>
    editing.selected.size === 1 ? editing.open.stepsById.get(ids()[0]!) : undefined;
  const last = () => ids().at(-1) ?? editing.steps.at(-1)?.id ?? null;

  /** On the one step that is chosen. */
  const onOne = (
    id: string,
    title: () => string,
    icon: Command["icon"],
    run: (step: Step) => void,
  ): Command => ({
    id: `steps.${id}`,
    title,
    group,
    ...(icon && { icon }),
    when: () => editing.editable && one() !== undefined,
    run: () => {
      const step = one();
      if (step) run(step);
    },
  });
  const onSome = (
    id: string,
    title: () => string,
    keys: string[],
    run: (ids: string[]) => void,
  ): Command => ({
    id,
    title,
    group,
    keys,
    when: some,
    run: () => {
      const chosen = ids();
      run(chosen);
      if (!(document.activeElement instanceof HTMLElement && document.activeElement.isContentEditable)) {
        void tick().then(() => editing.focusNumber(ids()[0]));
      }
    },
  });

  const byClipboard = (how: ClipboardWay, title: () => string, keys: string): Command => ({
    id: `edit.${how}`,
    title,
    group,
    keys: [keys],
    clipboard: true,
    run: () => editing.clipboard?.call(how),
  });

  const all: Command[] = [
    {
      id: "steps.add",
      title: m.steps_add,
      group,
      keys: ["Mod+Shift+Enter"],
      icon: AddIcon,
      when: () => editing.editable,
      run: () => void editing.add(last()),
    },
    {
      id: "steps.pictures",
      title: m.steps_choose_pictures,
      group,
      icon: PicturePlusIcon,
      when: () => editing.editable,
      run: () => pictures.pick(last()),
    },
    {
      id: "steps.paste_picture",
      title: m.steps_paste_picture,
      group,
      icon: PasteIcon,
      when: () => editing.editable,
      run: () => pictures.paste(last()),
    },
    {
      id: "steps.watch",
      title: () => (watch.on ? m.watch_stop() : m.watch_command()),
      name: m.watch_command,
      group,
      icon: CameraIcon,
      when: () => editing.editable,
      run: () => watch.set(!watch.on),
    },
    {
      id: "steps.accept",
      title: m.watch_accept_next,
      group,
      keys: ["Mod+Shift+A"],
      icon: CameraIcon,
      when: () => editing.editable && watch.waiting.length > 0,
      run: taking.acceptNext,
    },
    onOne("role", m.steps_who, OwnerIcon, (step) => editing.want(step, "role")),
    onOne("link", m.steps_link_document, LinkIcon, (step) => editing.want(step, "link")),
    onOne("expected", m.steps_add_expected, ExpectedIcon, (step) => editing.want(step, "expected")),
    onOne("why", m.steps_add_why, WhyIcon, (step) => editing.want(step, "why")),
    ...calloutKinds.map((kind) =>
      onOne(
        kind,
        m.steps_add_callout.bind(null, { name: callouts[kind].name() }),
        callouts[kind].icon,
        (step) => editing.addCallout(step, kind),
      ),
    ),
    onOne("recording", m.steps_add_recording, RecordingIcon, (step) => editing.want(step, "recording")),
    onOne("page_break", m.steps_page_break, PageBreakIcon, (step) =>
      editing.change(step, { field: "page_break", value: !step.page_break }),
    ),
    {
      ...onSome("steps.duplicate", m.steps_duplicate, ["Mod+D"], (ids) => editing.duplicate(ids)),
      icon: CopyIcon,
    },
    onSome("steps.move_up", m.steps_move_up, ["Alt+ArrowUp"], (ids) => editing.shift(ids, -1)),
    onSome("steps.move_down", m.steps_move_down, ["Alt+ArrowDown"], (ids) => editing.shift(ids, 1)),
    onSome("steps.indent", m.steps_indent, ["Mod+]"], (ids) => editing.indent(ids, 1)),
    onSome("steps.outdent", m.steps_outdent, ["Mod+["], (ids) => editing.indent(ids, -1)),
    {
      ...onSome("steps.join", m.steps_join_command, ["Mod+J"], (ids) => editing.join(ids)),
      icon: MergeIcon,
    },
    onOne("split", m.steps_split, SplitIcon, (step) => editing.splitAtCursor(step)),
    ...ways.map(([way, title, icon]): Command => ({
      id: `steps.${way}_to`,
      title,
      group,
      icon,
      when: some,
      run: () => {
        editing.leaving = { way, ids: ids() };
      },
    })),
    { ...byClipboard("copy", m.steps_copy, "Mod+C"), when: () => editing.selected.size > 0 },
    { ...byClipboard("cut", m.steps_cut, "Mod+X"), when: some },
    { ...byClipboard("paste", m.steps_paste, "Mod+V"), when: () => editing.editable },
    onSome("edit.delete", m.steps_delete_chosen, ["Delete", "Backspace"], (ids) => editing.remove(ids)),
    {
      id: "edit.select_all",
      title: m.steps_select_all,
      group,
      keys: ["Mod+A"],
      when: () => editing.steps.length > 0,
      run: () => editing.selectAll(),
    },
    {
      id: "edit.rename",
      title: m.steps_rename,
      group,
      keys: ["F2"],
      when: () => editing.editable,
      run: page.rename,
    },
  ];
  return commands.register(all, () => session.shows(editing.open.id));
}
