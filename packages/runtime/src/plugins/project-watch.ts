import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PluginPackage } from './plugin-package.ts';

const quietMs = 60;
/** A package manager writes for a while after the first sign of it; looking again later catches what the first look missed. */
const secondLookMs = 600;

/** Calls back when the packages of a project may have changed: its package.json, its node_modules, or a built file of a plugin. */
export class ProjectWatch {
  readonly #projectDirectory: string;
  readonly #packages: () => readonly PluginPackage[];
  readonly #look: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(projectDirectory: string, packages: () => readonly PluginPackage[], look: () => void) {
    this.#projectDirectory = projectDirectory;
    this.#packages = packages;
    this.#look = look;
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #schedule(delayMs: number, isSecondLook: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lookAgain(isSecondLook), delayMs);
    this.#timer.unref();
  }

  #lookAgain(isSecondLook: boolean): void {
    this.#look();
    if (this.#closed) return;
    this.#arm();
    if (!isSecondLook) this.#schedule(secondLookMs, true);
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
        if (!isProject || file === 'package.json' || file === 'node_modules') this.#schedule(quietMs, false);
      });
      watcher.on('error', () => {
        this.#forget(key, watcher);
        this.#schedule(quietMs, false);
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

  #folders(): string[] {
    const modules = join(this.#projectDirectory, 'node_modules');
    const scopes = list(modules).filter((name) => name.startsWith('@'));
    const built = this.#packages().flatMap(({ directory, entry }) => [directory, dirname(entry)]);
    return [this.#projectDirectory, modules, ...scopes.map((scope) => join(modules, scope)), ...built];
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
