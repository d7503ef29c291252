import type { FileReference } from './file-reference.ts';

/** What is known of a file before it has been read. */
export type FileFacts = Pick<FileReference, 'name' | 'contentType'>;

/** A file that is there, and its content, which can be read once. */
export interface StoredFile {
  readonly reference: FileReference;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Where the files of actions are kept. */
export interface FileStore {
  /**
   * Keeps a file under a new random id. Throws what reading the content throws, and a FileStoreError; either way nothing is left
   * of a file that is not whole.
   */
  save(facts: FileFacts, content: AsyncIterable<Uint8Array>): Promise<FileReference>;
  /** Throws a FileNotFoundError. */
  open(id: string): Promise<StoredFile>;
  /** Also where there is no such file. */
  remove(id: string): Promise<void>;
}
