import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

const quietMs = 60;
/** A package manager writes for a while after the first sign of it; looking again later catches what the first look missed. */
const secondLookMs = 600;

/** Calls back when the packages of a project may have changed: its package.json, its node_modules, or a built file of a plugin. */
export class ProjectWatch {
  readonly #projectDirectory: string;
  readonly #pluginFolders: () => readonly string[];
  readonly #look: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #isSecondLook = false;
  #closed = false;

  constructor(projectDirectory: string, pluginFolders: () => readonly string[], look: () => void) {
    this.#projectDirectory = projectDirectory;
    this.#pluginFolders = pluginFolders;
    this.#look = look;
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Looks soon after the first sign of a change, however many follow: somebody may be writing all the time. */
  #schedule(): void {
    if (this.#timer && !this.#isSecondLook) return;
    this.#lookIn(quietMs, false);
  }

  #lookIn(delayMs: number, isSecondLook: boolean): void {
    clearTimeout(this.#timer);
    this.#isSecondLook = isSecondLook;
    this.#timer = setTimeout(() => this.#lookAgain(), delayMs).unref();
  }

  #lookAgain(): void {
    this.#timer = undefined;
    this.#look();
    if (this.#closed) return;
    this.#arm();
    if (!this.#isSecondLook) this.#lookIn(secondLookMs, true);
  }

  /** Watches the folders that matter now. A folder that was made anew under its old name has another inode, and so another watcher. */
  #arm(): void {
    const wanted = new Map(this.#folders().flatMap((folder) => keyOf(folder)));
    for (const [key, watcher] of this.#watchers) {
      if (!wanted.has(key)) this.#forget(key, watcher);
    }
    for (const [key, folder] of wanted) {
      if (!this.#watchers.has(key)) this.#watchFolder(key, folder);
    }
  }

  #watchFolder(key: string, folder: string): void {
    const isProject = folder === this.#projectDirectory;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, file) => {
        if (!isProject || file === 'package.json' || file === 'node_modules') this.#schedule();
      });
      watcher.on('error', () => {
        this.#forget(key, watcher);
        this.#schedule();
      });
      this.#watchers.set(key, watcher);
    } catch (error) {
      // The folder vanished between listing and watching; the change that removed it is seen by its parent's watcher.
      if (!isMissing(error)) throw error;
    }
  }

  #forget(key: string, watcher: FSWatcher): void {
    watcher.close();
    this.#watchers.delete(key);
  }

  /** The project, every node_modules that Node would look into for it, with their scopes, and the folders of the plugins. */
  #folders(): string[] {
    const modules: string[] = [];
    for (let folder = this.#projectDirectory; ; folder = dirname(folder)) {
      modules.push(join(folder, 'node_modules'));
      if (folder === dirname(folder)) break;
    }
    const scopes = modules.flatMap((folder) =>
      list(folder)
        .filter((name) => name.startsWith('@'))
        .map((name) => join(folder, name)),
    );
    // A build makes its output folder first, then fills it.
    const outputs = this.#pluginFolders().map((folder) => join(folder, 'dist'));
    return [this.#projectDirectory, ...modules, ...scopes, ...this.#pluginFolders(), ...outputs];
  }
}

function keyOf(folder: string): [key: string, folder: string][] {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats ? [[`${folder}|${stats.ino}`, folder]] : [];
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
