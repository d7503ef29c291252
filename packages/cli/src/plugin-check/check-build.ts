import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import type { Manifest } from '@mortise/sdk/manifest';
import { z } from 'zod';
import { HostError } from '../host/answers.ts';
import { checkTest } from './check-actions.ts';
import { DescribedBuild } from './describe-build.ts';
import { fail, ok, type PluginFinding, type Subject } from './subject.ts';

const loadWithinMs = 10_000;
const largestManifest = 16 * 1024 * 1024;

const Described = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: DescribedBuild }),
  z.object({ ok: z.literal(false), error: HostError }),
]);

/** Loads the built code, in a process of its own, and sees whether the manifest tells what the code does. */
export async function checkBuild({ directory }: Subject, manifest: Manifest, signal: AbortSignal): Promise<PluginFinding[]> {
  const described = await describe(directory, signal);
  if (typeof described === 'string') {
    return [fail('code', `The built plugin cannot be loaded. ${described}`, fixOf(described))];
  }
  const loaded = ok('code', `loads and offers ${described.actions.length} actions`);
  const tested = checkTest(described);
  const changed = difference(manifest, described);
  if (!changed) return [loaded, tested, ok('manifest', 'says what the built code does')];
  return [
    loaded,
    tested,
    fail('manifest', `It is not that of the built code: ${changed} differs.`, 'Build the plugin again: pnpm build.'),
  ];
}

/** Node's own words for a package that is not installed. */
function fixOf(reason: string): string {
  const { name } = /Cannot find package '(?<name>[^']+)'/.exec(reason)?.groups ?? {};
  if (name === undefined) return 'Correct it and build again: pnpm build.';
  return `Install what the plugin depends on: pnpm install. If ${name} is still missing: pnpm add ${name}.`;
}

/** What the code says, or why it says nothing. */
async function describe(directory: string, signal: AbortSignal): Promise<DescribedBuild | string> {
  const [, bin = ''] = process.argv;
  const command = [...process.execArgv, bin, 'plugin', 'describe', directory, '--json'];
  const limits = { signal, timeout: loadWithinMs, killSignal: 'SIGKILL', maxBuffer: largestManifest } as const;
  const run = promisify(execFile)(process.execPath, command, limits);
  const { stdout, isKilled } = await run.then(
    (output) => ({ stdout: output.stdout, isKilled: false }),
    (error: { readonly stdout?: string; readonly killed?: boolean }) => ({ stdout: error.stdout ?? '', isKilled: error.killed }),
  );
  signal.throwIfAborted();
  if (isKilled) return `It did not load within ${loadWithinMs / 1000} s.`;
  const answer = Described.safeParse(lastLine(stdout));
  if (!answer.success) return 'Its process ended before it was loaded.';
  return answer.data.ok ? answer.data.data : answer.data.error.detail;
}

/** The plugin may have printed something before. */
function lastLine(text: string): unknown {
  try {
    return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
  } catch {
    // No answer; the caller says so.
    return undefined;
  }
}

/** Where two manifests part, in words that name the place. */
function difference(written: Manifest, built: Manifest): string | undefined {
  const names = (manifest: Manifest) => manifest.actions.map(({ name }) => name);
  if (!isDeepStrictEqual(names(written).sort(), names(built).sort())) return 'the list of actions';
  const action = built.actions.find((made) => {
    const known = written.actions.find(({ name }) => name === made.name);
    return !isDeepStrictEqual(made, known);
  });
  if (action) return `the action ${action.name}`;
  if (!isDeepStrictEqual(written.application, built.application)) return 'the application';
  return written.sdk === built.sdk ? undefined : 'the range of the SDK';
}
