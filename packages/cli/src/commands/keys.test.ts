import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProject, mortise, schemaProblems, startHost } from '../mortise.test-kit.ts';

const masterKey = Buffer.alloc(32, 7).toString('base64url');

describe('mortise keys rotate', { timeout: 60_000 }, () => {
  it('gives a host a new key of its own, and doctor follows', async () => {
    const project = await makeProject();
    const file = (name: string) => join(project, '.mortise', name);
    const findings = async (env = {}) => {
      const { stdout } = await mortise(['doctor', '--json'], { cwd: project, env });
      const { data } = JSON.parse(stdout);
      return data.findings.find(({ check }: { check: string }) => check === 'master key');
    };
    const before = await (async () => {
      await using _host = await startHost(project);
      const key = await readFile(file('master.key'), 'utf8');
      const { stdout, exitCode } = await mortise(['keys', 'rotate'], { cwd: project });
      expect(stdout).toMatch(
        /^0 connections, clients and webhooks have moved to the master key [\w-]{8}\.\nNothing needs [\w-]{8} any more/,
      );
      expect(exitCode).toBe(0);
      const again = await mortise(['keys', 'rotate', '--json'], { cwd: project });
      expect(schemaProblems('keys-rotate', again.stdout)).toBeUndefined();
      return key;
    })();
    expect(await readFile(file('master.key'), 'utf8')).not.toBe(before);
    expect(await findings()).toMatchObject({ status: 'green', detail: 'master.key fits the database' });

    const key = (await readFile(file('master.key'), 'utf8')).trim();
    const both = { MORTISE_MASTER_KEY: masterKey, MORTISE_PREVIOUS_MASTER_KEYS: key };
    expect(await findings(both)).toMatchObject({ status: 'yellow', fix: 'mortise keys rotate' });
    await writeFile(file('master.key.next'), masterKey, { mode: 0o600 });
    expect(await findings()).toMatchObject({ status: 'yellow', fix: 'mortise keys rotate' });
    const elsewhere = join(project, 'key-of-the-operator');
    await rename(file('master.key'), elsewhere);
    expect(await findings({ MORTISE_MASTER_KEY_FILE: elsewhere })).toMatchObject({
      status: 'green',
      detail: 'MORTISE_MASTER_KEY_FILE fits the database',
    });
    expect(await findings({ MORTISE_MASTER_KEY_FILE: '/nowhere' })).toMatchObject({
      status: 'red',
      detail: expect.stringContaining('is not there'),
    });
  });

  it('says what to do first where the host was given one key only', async () => {
    const project = await makeProject();
    await using _host = await startHost(project, { MORTISE_MASTER_KEY: masterKey });
    const { stdout, exitCode } = await mortise(['keys', 'rotate'], { cwd: project });
    expect(stdout).toMatch(/^Nothing to do: all is under [\w-]{8}, .*\n.*MORTISE_PREVIOUS_MASTER_KEYS, then rotate\.\n$/);
    expect(exitCode).toBe(0);
  });
});
