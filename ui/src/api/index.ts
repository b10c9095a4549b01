/** The three doors to the library: read, edit, job; and what it tells without being asked.
 *  Components and state talk to `api` and to nothing below it. In the window it is Tauri (tauri.ts); in a
 *  plain browser, for tests, it is the bridge (bridge.ts). The same build serves both. */
import { tauriDoor } from "./tauri";
import type {
  ApiError,
  AssetHash,
  Changed,
  DocumentRow,
  DocumentView,
  Edit,
  EditRequest,
  Event,
  FigureId,
  Finding,
  Hit,
  Job,
  JobDone,
  JobProgress,
  Overview,
  PackChoice,
  PathsView,
  PictureUses,
  Query,
  RevisionRow,
  Run,
} from "./types.gen";

export type * from "./types.gen";
export { commandTable, type CommandId } from "./commands.gen";

/** The reply to each query, by the query's name. */
export interface Replies {
  overview: Overview;
  document: DocumentView;
  search: Hit[];
  trash: DocumentRow[];
  revisions: RevisionRow[];
  runs: Run[];
  findings: Finding[];
  paths: PathsView;
  picture_uses: PictureUses;
  pack_choices: PackChoice[];
}

/** What a job of this kind gives. */
export type Done<J extends Job> = Extract<JobDone, { job: J["job"] }>;

export type EventName = Event["event"];
export type Payload<E extends EventName> = Extract<Event, { event: E }>["payload"];

export interface JobOptions {
  progress?: (progress: JobProgress) => void;
  /** Aborting it stops the job, which then fails with the code `cancelled`. */
  signal?: AbortSignal;
}

export interface Api {
  read<Q extends Query>(query: Q): Promise<Replies[Q["query"]]>;
  /** Edits arrive in the order in which they are sent; nobody has to wait for one before sending the next.
   *  `focus` names the visit to a text field: all edits of one visit are one undo. */
  edit(edit: Edit, focus?: string): Promise<Changed>;
  undo(): Promise<Changed>;
  redo(): Promise<Changed>;
  job<J extends Job>(job: J, options?: JobOptions): Promise<Done<J>>;
  /** Hands over a file whose bytes the page has (paste, drop, file input); the token goes into
   *  `import_pictures`. */
  upload(file: Blob, name: string): Promise<string>;
  /** Calls `listener` until the function that it gives is called. */
  on<E extends EventName>(event: E, listener: (payload: Payload<E>) => void): () => void;
  /** The whole picture, unredacted: for the annotation editor alone. */
  originalUrl(hash: AssetHash): string;
  /** The picture as it leaves the library: cropped and redacted. `width` in device pixels; `version` must
   *  change when the figure does. */
  figureUrl(figure: FigureId, width: number | "full", version: string): string;
  /** A screenshot of the watched folder that waits, at most `width` device pixels wide. */
  waitingUrl(id: number, width: number): string;
  /** The picture of `compare_picture`, burned, at most `width` device pixels wide. */
  comparedUrl(version: number, width: number): string;
  /** What stands on a pack's cover, at most `width` device pixels wide. */
  logoUrl(hash: AssetHash, width: number): string;
  /** A page of `preview_pack`, `width` device pixels wide; pages count from nought. */
  pageUrl(preview: string, page: number, width: number): string;
}

/** Why something was not done. Every promise of `api` is rejected with this and nothing else. */
export class Failure extends Error implements ApiError {
  readonly code: ApiError["code"];
  readonly detail: string | null;

  constructor({ code, message, detail }: ApiError) {
    super(message);
    this.name = "Failure";
    this.code = code;
    this.detail = detail;
  }
}

/** How messages travel; one per surrounding. */
export interface Door {
  read(query: Query): Promise<unknown>;
  edit(request: EditRequest): Promise<unknown>;
  job(id: string, job: Job): Promise<unknown>;
  upload(file: Blob, name: string): Promise<string>;
  listen(hear: (event: Event) => void): void;
  /** In front of `/original/...`, `/figure/...`, `/waiting/...`, `/compared/...`, `/logo/...` and `/pack/...`. */
  shots: string;
}

export function createApi(door: Door): Api {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  door.listen((event) => {
    for (const listener of [...(listeners.get(event.event) ?? [])]) listener(event.payload as never);
  });

  const api: Api = {
    read: (query) => answered(door.read(query)),
    edit: (edit, focus) => answered(door.edit({ do: "edit", edit, focus: focus ?? null })),
    undo: () => answered(door.edit({ do: "undo" })),
    redo: () => answered(door.edit({ do: "redo" })),
    async job(job, { progress, signal } = {}) {
      const id = crypto.randomUUID();
      const stop = () => void door.job(crypto.randomUUID(), { job: "cancel", id }).catch(() => undefined);
      const deaf = api.on("progress", (told) => {
        if (told.id === id) progress?.(told);
      });
      signal?.addEventListener("abort", stop, { once: true });
      try {
        if (signal?.aborted) {
          throw new Failure({ code: "cancelled", message: "This was stopped.", detail: null });
        }
        return await answered(door.job(id, job));
      } finally {
        deaf();
        signal?.removeEventListener("abort", stop);
      }
    },
    upload: (file, name) => answered(door.upload(file, name)),
    on(event, listener) {
      const hearing = listeners.get(event) ?? new Set();
      listeners.set(event, hearing);
      hearing.add(listener);
      return () => hearing.delete(listener);
    },
    originalUrl: (hash) => `${door.shots}/original/${hash}`,
    figureUrl: (figure, width, version) => `${door.shots}/figure/${figure}/${width}/${version}`,
    waitingUrl: (id, width) => `${door.shots}/waiting/${id}/${width}`,
    comparedUrl: (version, width) => `${door.shots}/compared/${version}/${width}`,
    logoUrl: (hash, width) => `${door.shots}/logo/${hash}/${width}`,
    pageUrl: (preview, page, width) => `${door.shots}/pack/${preview}/${page}/${width}`,
  };
  return api;
}

async function answered<T>(reply: Promise<unknown>): Promise<T> {
  try {
    return (await reply) as T;
  } catch (error) {
    throw failure(error);
  }
}

/** Whatever was thrown, as what the rest of the window knows. */
export function failure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (typeof error === "object" && error !== null && "code" in error && "message" in error) {
    return new Failure(error as ApiError);
  }
  return new Failure({
    code: "internal",
    message: "Roadbook does not answer. Close the window and open it again; what was kept is safe.",
    detail: String(error),
  });
}

/** The bridge is loaded only where there is no Tauri; until it is there, calls wait in their order. */
function bridgeDoor(): Door {
  const door = import("./bridge").then(({ openBridge }) => openBridge());
  return {
    read: async (query) => (await door).read(query),
    edit: async (request) => (await door).edit(request),
    job: async (id, job) => (await door).job(id, job),
    upload: async (file, name) => (await door).upload(file, name),
    listen: (hear) => void door.then((opened) => opened.listen(hear)).catch(() => undefined),
    shots: "/shot",
  };
}

const inTauri = typeof window !== "undefined" && "__TAURI_INTERNALS__" in window;

export const api: Api = createApi(inTauri ? tauriDoor() : bridgeDoor());
