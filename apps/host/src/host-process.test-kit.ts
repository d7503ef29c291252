import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { TestProject } from './project.test-kit.ts';

const packageDirectory = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(new URL('../../../node_modules/@typescript/native/bin/tsc', import.meta.url));

export const processToken = 'a-token-that-is-long-enough-for-a-test';

/** Builds the host once for the tests of a file, in a folder of its own: decorators do not run from source. Gives its program. */
export function builtHost(): () => string {
  let folder = '';
  beforeAll(async () => {
    await mkdir(join(packageDirectory, '.mortise'), { recursive: true });
    folder = await mkdtemp(join(packageDirectory, '.mortise/build-'));
    await copyFile(join(packageDirectory, 'package.json'), join(folder, 'package.json'));
    // Types are checked elsewhere.
    const build = ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', join(folder, 'dist')];
    await promisify(execFile)(process.execPath, [compiler, ...build], { cwd: packageDirectory });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => join(folder, 'dist/main.js');
}

/** A host as an operator runs it, in a process of its own, which ends with the test. */
export class HostProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  output = '';

  private constructor(child: ChildProcess) {
    this.child = child;
    this.exited = once(child, 'exit').then(([code]) => code);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.output += chunk));
  }

  static spawn(program: string, project: TestProject, environment: Readonly<Record<string, string>> = {}): HostProcess {
    const child = spawn(process.execPath, ['--conditions=@mortise/source', program], {
      cwd: packageDirectory,
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        MORTISE_PORT: '0',
        MORTISE_PROJECT_DIR: project.directory,
        MORTISE_DATA_DIR: `${project.directory}/.mortise`,
        MORTISE_EGRESS_ALLOW: '127.0.0.1',
        MORTISE_ADMIN_TOKEN: processToken,
        ...environment,
      },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return new HostProcess(child);
  }

  /** The same once it answers. */
  static async start(...started: Parameters<typeof HostProcess.spawn>): Promise<HostProcess> {
    const host = HostProcess.spawn(...started);
    await expect.poll(() => host.url, { timeout: 60_000 }).toBeDefined();
    return host;
  }

  /** As it writes it into its log. */
  get url(): string | undefined {
    return /"url":"(?<url>[^"]+)"/.exec(this.output)?.groups?.['url'];
  }

  ask(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${processToken}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  call(action: string, body: object): Promise<Response> {
    return this.ask('POST', `/api/actions/${action}/call`, body);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
