import { FileNotFoundError, ResponseTooLargeError } from '@mortise/sdk';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { TestProject } from '../project.test-kit.ts';
import { InlineRunner } from './inline-runner.ts';
import { ProcessRunner } from './process-runner.ts';
import type { Runner } from './runner.ts';
import { actions, answer, installPlugins, invoke } from './runners.test-kit.ts';

let project: TestProject;
let plugin: PluginPackage;

beforeAll(async () => {
  const installed = await installPlugins({ application: 'acme', actions });
  project = installed.project;
  plugin = installed.find('acme');
});
afterAll(() => project[Symbol.asyncDispose]());

const file = { id: '0123456789abcdef0123456789abcdef', name: 'účet.pdf', contentType: 'application/pdf', size: 3, sha256: 'ab' };

describe.each([
  ['InlineRunner', () => new InlineRunner()],
  ['ProcessRunner', () => new ProcessRunner()],
])('%s', (_name, create) => {
  let runner: Runner;
  beforeAll(() => {
    runner = create();
  });
  afterAll(() => runner.close());

  it('lets the host download, and gives the action the reference alone', async () => {
    const asked: unknown[] = [];
    const outcome = await invoke(
      runner,
      plugin,
      'download',
      { input: { maxBytes: 9, filename: 'a.pdf' } },
      {
        download: async ({ method, path, headers }, { maxBytes, filename }) => {
          asked.push([method, path, headers, maxBytes, filename]);
          return file;
        },
      },
    );
    expect(outcome).toEqual({ outcome: 'success', output: file });
    expect(asked).toEqual([['GET', '/file', { 'x-mine': 'yes' }, 9, 'a.pdf']]);
  });

  it('ends with the error of a download', async () => {
    const refuse = () => Promise.reject(new ResponseTooLargeError('too much'));
    const outcome = await invoke(runner, plugin, 'download', {}, { download: refuse });
    expect(outcome).toMatchObject({ outcome: 'fail', error: { code: 'response_too_large', detail: 'too much' } });
  });

  it('gives an action the content of a file, byte by byte', async () => {
    const asked: unknown[] = [];
    const outcome = await invoke(
      runner,
      plugin,
      'read-file',
      { input: { file } },
      {
        readFile: async (id, { maxBytes }) => {
          asked.push([id, maxBytes]);
          return Uint8Array.of(0, 255, 128, 10);
        },
      },
    );
    expect(outcome).toEqual({ outcome: 'success', output: [0, 255, 128, 10] });
    expect(asked).toEqual([[file.id, 7]]);
  });

  it('ends with the error of a file that is gone', async () => {
    const refuse = () => Promise.reject(new FileNotFoundError('gone'));
    const outcome = await invoke(runner, plugin, 'read-file', { input: { file } }, { readFile: refuse });
    expect(outcome).toMatchObject({ outcome: 'fail', error: { code: 'file_not_found' } });
  });

  it('tells the action which address answered', async () => {
    const url = 'https://a.test/real?page=2';
    const outcome = await invoke(runner, plugin, 'answer-address', {}, { send: async () => ({ ...answer('{}'), url }) });
    expect(outcome).toEqual({ outcome: 'success', output: url });
  });
});

describe('ProcessRunner', () => {
  it.each(['download-number', 'read-number'])(
    'fails the call of %s, and no other, for a question that does not fit',
    async (action) => {
      const runner = new ProcessRunner();
      onTestFinished(() => runner.close());
      expect(await invoke(runner, plugin, action)).toMatchObject({ outcome: 'fail', error: { code: 'invalid_request' } });
      expect(await invoke(runner, plugin, 'echo', { input: 1 })).toEqual({ outcome: 'success', output: 1 });
    },
  );
});
