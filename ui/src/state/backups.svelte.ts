/** The backups of a library: of the one that is open, or of the one that could not be opened. */
import { api, failure, type Backup, type BackupsOf, type JobProgress } from "../api";
import { m } from "../i18n";
import { toasts } from "./toasts";

export class Backups {
  readonly of: BackupsOf;
  /** The newest first; null until they are read. */
  list = $state.raw<readonly Backup[] | null>(null);
  /** The folder in which they are. */
  folder = $state("");
  failed = $state<string | null>(null);
  /** The number of the backup that is being restored, or a new one is being made. */
  doing = $state<number | "new" | null>(null);
  progress = $state.raw<JobProgress | null>(null);

  #stop: AbortController | null = null;

  constructor(of: BackupsOf) {
    this.of = of;
  }

  get done(): number | null {
    return this.progress?.total ? this.progress.done / this.progress.total : null;
  }

  /** Reads the list, and again after each backup that is made meanwhile; call what it returns to stop. */
  start(): () => void {
    void this.read();
    return api.on("backup", ({ made }) => {
      if (made) void this.read();
    });
  }

  async read(): Promise<void> {
    try {
      const { backups, folder } = await api.job({ job: "backups", of: this.of });
      this.list = backups;
      this.folder = folder;
      this.failed = null;
    } catch (error) {
      this.failed = failure(error).message;
    }
  }

  make = (): Promise<void> =>
    this.#do("new", async (options) => {
      const { backup } = await api.job({ job: "back_up" }, options);
      toasts.show(m.backups_made({ number: backup.number }));
      await this.read();
    });

  restore = (number: number): Promise<void> =>
    this.#do(number, async (options) => {
      const { path, missing } = await api.job({ job: "restore_backup", of: this.of, number }, options);
      toasts.show(m.backups_restored({ path }));
      if (missing) toasts.show(m.backups_restored_missing({ count: missing }), { tone: "bad" });
    });

  stop = (): void => this.#stop?.abort();

  async #do(
    what: number | "new",
    work: (options: { progress: (told: JobProgress) => void; signal: AbortSignal }) => Promise<void>,
  ): Promise<void> {
    if (this.doing !== null) return;
    this.doing = what;
    this.failed = null;
    this.#stop = new AbortController();
    try {
      await work({ progress: (told) => (this.progress = told), signal: this.#stop.signal });
    } catch (error) {
      const { code, message } = failure(error);
      if (code !== "cancelled") this.failed = message;
    } finally {
      this.doing = this.progress = null;
    }
  }
}
