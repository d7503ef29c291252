/** A process that is written, and perhaps published. */
export interface ProcessesTable {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  /** JSON of the document as it is edited. */
  readonly draft: string;
  /** Counts the changes of the draft. */
  readonly revision: number;
  /** The version that new runs take; null before the first. */
  readonly published: number | null;
  readonly state: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A version that was published. Never changed. */
export interface ProcessVersionsTable {
  readonly tenant: string;
  readonly process: string;
  readonly version: number;
  /** JSON of the document, with the exact version of every plugin. */
  readonly document: string;
  readonly published_by: string;
  readonly published_at: string;
}

export interface RunsTable {
  readonly tenant: string;
  readonly id: string;
  readonly process: string;
  readonly version: number;
  /** Step at which it began. */
  readonly start: string;
  readonly state: string;
  /** Messages that are not done. At none the run is. */
  readonly open: number;
  readonly failed: number;
  /** Place of its next message among those of other runs; see {@link WorkQueue}. */
  readonly turn: number;
  /** Who or what started it. */
  readonly started_by: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  /** Whether it was paused itself (`run`) or with its process (`process`). */
  readonly paused_by: string | null;
}

/** Under which key somebody has asked for a run, so that asking again gives the same one. */
export interface RunKeysTable {
  readonly tenant: string;
  readonly process: string;
  readonly key: string;
  readonly run: string;
  /** A hash of what was asked for. */
  readonly asked: string;
}

/** What travels between steps: waiting, worked on, and afterwards the record of what became of it. */
export interface MessagesTable {
  readonly tenant: string;
  readonly id: string;
  readonly run: string;
  /** That of its run, for those who look for failed messages. */
  readonly process: string;
  /** The version that it was replayed with, where that is not the one of its run. */
  readonly version: number | null;
  /** Its place in the run, in the order in which messages were made. */
  readonly number: number;
  readonly step: string;
  /** The message that it follows from; null for the first of a run. */
  readonly parent: string | null;
  /** Its place in the batch. */
  readonly position: number;
  /** Of a step whose messages are taken one after the other. */
  readonly sequence: string | null;
  readonly state: string;
  /** JSON of what arrives at the step; the name of a blob where it is large. */
  readonly data: string;
  /** JSON of where a batch goes on, or of what was collected. */
  readonly cursor: string | null;
  /** The batch that it is a part of, for steps that collect. */
  readonly batch: string | null;
  /** JSON: by the name of each step before it, the message whose data is what came out of that step. */
  readonly trail: string;
  /** JSON of what the action was given, where that is not the data. */
  readonly input: string | null;
  /** JSON of what came out, where no message followed that has it as its data; of what is kept for an attempt where it goes on. */
  readonly output: string | null;
  /** JSON of how its attempts ended. */
  readonly attempts: string;
  /** Code of the error that it failed with. */
  readonly error: string | null;
  readonly created_at: string;
  /** Its age counts from here where somebody has replayed it. */
  readonly replayed_at: string | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
}

/** Messages that have to be worked on, in the order in which they are taken. */
export interface QueueTable {
  /** Order of arrival. */
  readonly number: number;
  readonly tenant: string;
  /** Of the message. */
  readonly message: string;
  readonly state: string;
  /** Before others with a later turn. */
  readonly turn: number;
  /** Entries of one sequence are taken one after the other. */
  readonly sequence: string | null;
  readonly available_at: string;
  readonly holder: string | null;
  readonly lease_until: string | null;
  /** How often it was taken. Whoever was given an earlier number has lost it. */
  readonly fence: number;
  /** The budget that it waits for, or the account that somebody has to sign in to. */
  readonly budget: string | null;
  /** How often in a row whoever had taken it was gone before anything came of it. */
  readonly lost: number;
}

/** Contents that are too large for a row. */
export interface BlobsTable {
  readonly tenant: string;
  readonly id: string;
  readonly run: string;
  readonly content: string;
}

/** A batch under way, for the step that collects it. */
export interface BatchesTable {
  readonly tenant: string;
  readonly id: string;
  readonly run: string;
  /** JSON of the steps that wait for all of it. */
  readonly collectors: string;
  /** The batch that it is a part of itself, and its place there. */
  readonly parent: string | null;
  readonly position: number;
  readonly trail: string;
  /** Messages of it that are on their way, failed ones too. */
  readonly open: number;
}

/** Long work that somebody asked for, done by whichever host holds its lease. */
export interface JobsTable {
  readonly tenant: string;
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  /** JSON of what is to be done. */
  readonly detail: string;
  readonly total: number;
  readonly done: number;
  /** JSON of the error that it ended with. */
  readonly error: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly holder: string | null;
  readonly lease_until: string | null;
}
