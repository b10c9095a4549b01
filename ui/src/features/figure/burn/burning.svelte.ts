/** Burning a picture for good: what the person is told before, and the doing. */
import { api, failure, type Figure, type PictureUses } from "../../../api";
import { m } from "../../../i18n";
import { library } from "../../../state/library.svelte";
import { toasts } from "../../../state/toasts";

export const redacts = (figure: Figure) => figure.shapes.some(({ form }) => form.kind === "redaction");

/** Something of the picture is not seen on it that is in its file. */
export const hides = (figure: Figure) => redacts(figure) || figure.crop !== null;

export class Burning {
  /** The figure about whose picture the person is asked. */
  id = $state<string | null>(null);
  /** Where its picture is used. */
  uses = $state.raw<PictureUses | null>(null);
  /** What the crop leaves out goes too. */
  crop = $state(true);
  /** It is being done. */
  busy = $state(false);

  async begin({ id }: Figure): Promise<void> {
    try {
      // What was drawn a moment ago is to be burned too.
      await library.flush();
      await library.answered;
      this.uses = await api.read({ query: "picture_uses", figure: id });
      this.crop = true;
      this.id = id;
    } catch (error) {
      toasts.show(failure(error).message, { tone: "bad" });
    }
  }

  close(): void {
    if (!this.busy) this.id = null;
  }

  async burn(): Promise<void> {
    const figure = this.id;
    if (figure === null || this.busy) return;
    this.busy = true;
    try {
      await api.job({ job: "burn_picture", figure, crop: this.crop });
      toasts.show(m.figure_burned());
    } catch (error) {
      toasts.show(failure(error).message, { tone: "bad" });
    } finally {
      this.busy = false;
      this.id = null;
    }
  }
}

export const burning = new Burning();
