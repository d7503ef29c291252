import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KeyFile } from './key-file.ts';
import { Identity } from './link/identity.ts';

async function place(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mortise-key-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'keys/shop.json');
}

describe('KeyFile', () => {
  it('makes a key for the owner’s eyes only, and finds it again with the host that it belongs to', async () => {
    const path = await place();
    const made = await KeyFile.open(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const host = Identity.create().publicKey;
    await made.remember(host);

    const found = await KeyFile.open(path);
    expect(found.identity.publicKey).toBe(made.identity.publicKey);
    expect(found.host).toBe(host);
  });

  it.each([
    ['something else', '{"privateKey":7}'],
    ['nothing', ''],
    ['half of a key', '{"privateKey":"MC4'],
  ])('refuses a file that holds %s, and leaves it as it is', async (_what, text) => {
    const path = await place();
    await KeyFile.open(path);
    await writeFile(path, text);
    await expect(KeyFile.open(path)).rejects.toThrow(`${path} is not the key file`);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('belongs to the host that is named, whatever is written down', async () => {
    const path = await place();
    await (await KeyFile.open(path)).remember(Identity.create().publicKey);
    const { publicKey } = Identity.create();
    expect((await KeyFile.open(path, publicKey)).host).toBe(publicKey);
    expect(KeyFile.of(Identity.create().save(), publicKey).host).toBe(publicKey);
    expect(() => KeyFile.of(Identity.create().save(), 'K7QM-2XPA')).toThrow('The key of the host');
  });

  it('takes a key from elsewhere, and writes nothing', async () => {
    const identity = Identity.create();
    const given = KeyFile.of(identity.save());
    await given.remember('key-of-the-host');
    expect([given.identity.publicKey, given.host]).toEqual([identity.publicKey, 'key-of-the-host']);
  });
});
