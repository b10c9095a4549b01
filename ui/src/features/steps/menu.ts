/** What can be done with a step, for its menu. */
import type { Step } from "../../api";
import { m } from "../../i18n";
import type { ClipboardWay } from "../../ui/clipboard";
import {
  CopyIcon,
  DeleteIcon,
  DownIcon,
  ExpectedIcon,
  ExtractIcon,
  IndentIcon,
  LinkIcon,
  MergeIcon,
  OwnerIcon,
  OutdentIcon,
  PageBreakIcon,
  PasteIcon,
  PicturePlusIcon,
  RecordingIcon,
  RightIcon,
  SplitIcon,
  UpIcon,
  WarningIcon,
  WhyIcon,
} from "../../ui/icons";
import type { Offer } from "../../ui/markdown/suggest";
import type { MenuEntry } from "../../ui/menu";
import type { StepsEditing } from "./editing.svelte";
import type { Pictures } from "./pictures.svelte";
import { calloutKinds, callouts } from "./words";

export function stepMenu(editing: StepsEditing, pictures: Pictures, step: Step): MenuEntry[] {
  const ids = editing.selected.has(step.id) ? [...editing.selected] : [step.id];
  const one = ids.length === 1;
  const clip = (how: ClipboardWay) => {
    if (!editing.selected.has(step.id)) editing.select(step.id);
    editing.clipboard?.call(how);
  };
  const about: MenuEntry[] = [
    { label: m.steps_add_picture(), icon: PicturePlusIcon, run: () => void pictures.pick(step.id) },
    { label: m.steps_who(), icon: OwnerIcon, run: () => editing.want(step, "role") },
    { label: m.steps_link_document(), icon: LinkIcon, run: () => editing.want(step, "link") },
    { label: m.steps_add_expected(), icon: ExpectedIcon, run: () => editing.want(step, "expected") },
    { label: m.steps_add_why(), icon: WhyIcon, run: () => editing.want(step, "why") },
    {
      label: m.steps_add_note(),
      icon: WarningIcon,
      entries: calloutKinds.map((kind) => ({
        label: callouts[kind].name(),
        icon: callouts[kind].icon,
        run: () => editing.addCallout(step, kind),
      })),
    },
    { label: m.steps_add_recording(), icon: RecordingIcon, run: () => editing.want(step, "recording") },
    {
      label: m.steps_page_break(),
      icon: PageBreakIcon,
      checked: step.page_break,
      run: () => editing.change(step, { field: "page_break", value: !step.page_break }),
    },
    "line",
  ];
  return [
    ...(one ? about : []),
    { label: m.steps_indent(), icon: IndentIcon, keys: "Tab", run: () => editing.indent(ids, 1) },
    { label: m.steps_outdent(), icon: OutdentIcon, keys: "Shift+Tab", run: () => editing.indent(ids, -1) },
    { label: m.steps_move_up(), icon: UpIcon, keys: "Alt+ArrowUp", run: () => editing.shift(ids, -1) },
    { label: m.steps_move_down(), icon: DownIcon, keys: "Alt+ArrowDown", run: () => editing.shift(ids, 1) },
    { label: m.steps_copy(), icon: CopyIcon, keys: "Mod+C", run: () => clip("copy") },
    { label: m.steps_cut(), keys: "Mod+X", run: () => clip("cut") },
    { label: m.steps_paste(), icon: PasteIcon, keys: "Mod+V", run: () => clip("paste") },
    { label: m.steps_duplicate(), keys: "Mod+D", run: () => editing.duplicate(ids) },
    ...(one
      ? [
          {
            label: m.steps_split(),
            icon: SplitIcon,
            keys: "Mod+Enter",
            run: () => editing.splitAtCursor(step),
          },
        ]
      : []),
    {
      label: one ? m.steps_join_above() : m.steps_join(),
      icon: MergeIcon,
      keys: "Mod+J",
      disabled: one && editing.steps[0]?.id === step.id,
      run: () => editing.join(ids),
    },
    "line",
    {
      label: m.steps_elsewhere(),
      icon: RightIcon,
      entries: [
        { label: m.steps_move_to(), icon: RightIcon, run: () => (editing.leaving = { way: "move", ids }) },
        { label: m.steps_copy_to(), icon: CopyIcon, run: () => (editing.leaving = { way: "copy", ids }) },
        {
          label: m.steps_extract(),
          icon: ExtractIcon,
          run: () => (editing.leaving = { way: "extract", ids }),
        },
      ],
    },
    "line",
    {
      label: one ? m.steps_delete() : m.steps_delete_count({ count: ids.length }),
      icon: DeleteIcon,
      keys: "Delete",
      run: () => editing.remove(ids),
    },
  ];
}

/** What a step can take, for "/" in its text. Its callouts are its own, and none of the text's. */
export function stepOffers(editing: StepsEditing, pictures: Pictures, step: Step): Offer[] {
  return [
    {
      label: m.steps_pictures_from_files(),
      also: m.steps_pictures_also(),
      icon: PicturePlusIcon,
      run: () => void pictures.pick(step.id),
    },
    {
      label: m.steps_paste_picture(),
      also: m.steps_pictures_also(),
      icon: PasteIcon,
      run: () => void pictures.paste(step.id),
    },
    {
      label: m.steps_who(),
      also: m.steps_who_also(),
      icon: OwnerIcon,
      run: () => editing.want(step, "role"),
    },
    {
      label: m.steps_add_expected(),
      also: m.steps_expected_also(),
      icon: ExpectedIcon,
      run: () => editing.want(step, "expected"),
    },
    { label: m.steps_add_why(), icon: WhyIcon, run: () => editing.want(step, "why") },
    ...calloutKinds.map((kind) => ({
      label: callouts[kind].name(),
      also: m.steps_callout_also(),
      icon: callouts[kind].icon,
      run: () => editing.addCallout(step, kind),
    })),
    {
      label: m.steps_link_whole(),
      also: m.steps_link_whole_also(),
      icon: LinkIcon,
      run: () => editing.want(step, "link"),
    },
    {
      label: m.steps_add_recording(),
      also: m.steps_recording_also(),
      icon: RecordingIcon,
      run: () => editing.want(step, "recording"),
    },
    {
      label: m.steps_page_break_before(),
      icon: PageBreakIcon,
      run: () => editing.change(step, { field: "page_break", value: true }),
    },
    {
      label: m.steps_split(),
      also: m.steps_split_also(),
      icon: SplitIcon,
      keys: "Mod+Enter",
      run: () => editing.splitAtCursor(step),
    },
  ];
}
