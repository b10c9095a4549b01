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
  /** The original goes out of the backups too. */
  purge = $state(true);
  /** It is being done. */
  busy = $state(false);

  #asset = "";

  async begin({ id, asset }: Figure): Promise<void> {
    try {
      // What was drawn a moment ago is to be burned too.
      await library.flush();
      await library.answered;
      this.uses = await api.read({ query: "picture_uses", figure: id });
      this.crop = this.purge = true;
      this.#asset = asset;
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
      toasts.show(this.purge ? await this.#purged() : m.figure_burned());
    } catch (error) {
      toasts.show(failure(error).message, { tone: "bad" });
    } finally {
      this.busy = false;
      this.id = null;
    }
  }

  /** What is to be said when the backups do not hold it any more. */
  async #purged(): Promise<string> {
    const { backups, elsewhere } = await api.job({ job: "purge_backups", assets: [this.#asset] });
    if (elsewhere > 0) return m.figure_burned_elsewhere();
    return backups > 0 ? m.figure_burned_backups({ backups }) : m.figure_burned();
  }
}

export const burning = new Burning();
