import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject, mortise, type RunOptions, type StartedHost, schemaProblems, startHost } from '../mortise.test-kit.ts';

/** One host for all of them: nothing here stands in another's way. */
let project: string;
let host: StartedHost;
beforeAll(async () => {
  project = await makeProject();
  host = await startHost(project);
}, 60_000);
afterAll(() => host[Symbol.asyncDispose]());

const run = (parameters: readonly string[], options: RunOptions = {}) => mortise(parameters, { cwd: project, ...options });

async function data(parameters: readonly string[], schema: string) {
  const { stdout } = await run([...parameters, '--json']);
  expect(schemaProblems(schema, stdout)).toBeUndefined();
  return JSON.parse(stdout).data;
}

describe('mortise tokens', { timeout: 60_000 }, () => {
  it('prints a new token alone, which then opens the host as far as it may', async () => {
    const { stdout, stderr, exitCode } = await run(['tokens', 'add', 'nightly', '--scope', 'actions', '--scope', 'plugins']);
    expect(stdout).toMatch(/^mortise_pat_[\w-]{43}\n$/);
    expect(stderr).toMatch(/^token {2}"nightly", viewer, until \d{4}-\d\d-\d\d\. It is shown this once/);
    expect(exitCode).toBe(0);

    const env = { MORTISE_TOKEN: stdout.trim() };
    expect((await run(['list'], { env })).exitCode).toBe(0);
    const refused = await run(['connections', 'list'], { env });
    expect(refused.stderr).toContain('limited to actions, plugins');
    expect(refused.exitCode).toBe(5);
  });

  it('lists tokens without showing them, and revokes one', async () => {
    const { accessToken } = await data(['tokens', 'add', 'short', '--role', 'editor', '--days', 'never'], 'tokens-add');
    const { stdout } = await run(['tokens', 'list']);
    expect(stdout).toMatch(/^NAME .*ROLE .*UNTIL .*LAST USED .*ID\n/);
    expect(stdout).toMatch(new RegExp(`short +editor +.*no end +never +${accessToken.id}`));
    expect(stdout).not.toContain(accessToken.token);
    await data(['tokens', 'list'], 'tokens-list');

    const unsure = await run(['tokens', 'remove', 'short']);
    expect([unsure.exitCode, unsure.stderr]).toEqual([2, expect.stringContaining('mortise tokens remove short --yes')]);
    await data(['tokens', 'remove', 'short', '--yes'], 'tokens-remove');
    const env = { MORTISE_TOKEN: accessToken.token };
    expect((await run(['list'], { env })).exitCode).toBe(5);
    const gone = await run(['tokens', 'remove', 'shrt', '--yes']);
    expect(gone.exitCode).toBe(4);
  });

  it.each([['0'], ['soon'], ['10000']])('takes no %s days', async (days) => {
    expect((await run(['tokens', 'add', 'x', '--days', days])).exitCode).toBe(2);
  });
});

describe('mortise tenants', { timeout: 60_000 }, () => {
  it('makes a tenant with a token for its first admin, and deletes it with all of them', async () => {
    const { tenant, accessToken } = await data(['tenants', 'add', 'Acme Ltd'], 'tenants-add');
    const env = { MORTISE_TOKEN: accessToken.token };
    expect((await run(['connections', 'list'], { env })).stdout).toBe('No account is connected.\n');
    expect((await run(['tenants', 'list'], { env })).exitCode).toBe(5);

    const { stdout } = await run(['tenants', 'list']);
    expect(stdout).toMatch(new RegExp(`Acme Ltd +\\d{4}-\\d\\d-\\d\\d +${tenant.id}`));
    await data(['tenants', 'list'], 'tenants-list');
    const other = await data(['tenants', 'token', 'Acme Ltd', '--role', 'viewer', '--days', '7'], 'tenants-token');
    expect(other.accessToken).toMatchObject({ role: 'viewer', name: 'Made by the operator' });

    await data(['tenants', 'remove', 'Acme Ltd', '--yes'], 'tenants-remove');
    expect((await run(['list'], { env })).exitCode).toBe(5);
    expect((await run(['tenants', 'remove', tenant.id, '--yes'])).exitCode).toBe(4);
  });
});

describe('mortise audit', { timeout: 60_000 }, () => {
  it('tells who did what, and how to see what was before', async () => {
    const { accessToken } = await data(['tokens', 'add', 'audited'], 'tokens-add');
    const target = `token:${accessToken.id}`;
    await run(['tokens', 'remove', 'audited', '--yes']);

    const { stdout } = await run(['audit', '--target', target]);
    expect(stdout).toMatch(
      /^WHEN .*WHO .*WHAT .*TO WHAT .*DETAIL\n.*administrator +token\.revoked.*\n.*token\.created.*name: audited/,
    );
    const page = await data(['audit', '--target', target, '--limit', '1'], 'audit');
    expect(page).toMatchObject({ items: [{ action: 'token.revoked' }], next: expect.any(String) });
    const { stderr } = await run(['audit', '--target', target, '--limit', '1']);
    expect(stderr).toBe(`next  mortise audit --target ${target} --limit 1 --before ${page.next}\n`);
    expect((await run(['audit', '--actor', 'nobody'])).stdout).toBe('Nothing was written down.\n');
  });
});
