import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NetworkError } from '../errors/network-error.ts';
import { FolderFileStore } from './folder-file-store.ts';
import { readStoredFile } from './read-file.ts';

async function openStore() {
  const parent = await mkdtemp(join(tmpdir(), 'mortise-test-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const folder = join(parent, 'files');
  return { parent, folder, store: new FolderFileStore(folder) };
}

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

const facts = { name: 'notes.txt', contentType: 'text/plain' };

describe('FolderFileStore', () => {
  it('keeps what it is given, for its owner only', async () => {
    const { folder, store } = await openStore();
    const reference = await store.save(facts, chunks('ab', '', 'c'));
    expect(reference).toEqual({
      ...facts,
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      size: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    expect(Buffer.from(await readStoredFile(store, reference.id)).toString()).toBe('abc');
    expect((await store.open(reference.id)).reference).toEqual(reference);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const entry of await readdir(folder)) expect((await stat(join(folder, entry))).mode & 0o777).toBe(0o600);
  });

  it('keeps an empty file', async () => {
    const { store } = await openStore();
    const { id, size } = await store.save(facts, chunks());
    expect(size).toBe(0);
    expect(await readStoredFile(store, id)).toHaveLength(0);
  });

  it('leaves nothing of a file that is not whole', async () => {
    const { folder, store } = await openStore();
    async function* broken() {
      yield Buffer.from('half');
      throw new NetworkError('the line broke');
    }
    await expect(store.save(facts, broken())).rejects.toMatchObject({ code: 'network' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that it cannot write, without naming a path', async () => {
    const { folder, store } = await openStore();
    await writeFile(folder, 'a file where the folder should be');
    const failure = await store.save(facts, chunks('x')).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: 'file_store_failed', retryable: true });
    expect(JSON.stringify(failure)).not.toContain('mortise-test-');
  });

  it.each(['', '../secret', '..%2fsecret', 'a'.repeat(31), 'A'.repeat(32), `${'a'.repeat(32)}/../x`, 'a'.repeat(32)])(
    'has no file %j',
    async (id) => {
      const { parent, store } = await openStore();
      await writeFile(join(parent, 'secret'), 'x');
      await store.save(facts, chunks('x'));
      await expect(store.open(id)).rejects.toMatchObject({ code: 'file_not_found' });
      await expect(store.remove(id)).resolves.toBeUndefined();
      expect(await readdir(parent)).toEqual(['files', 'secret']);
    },
  );

  it('removes a file', async () => {
    const { folder, store } = await openStore();
    const { id } = await store.save(facts, chunks('x'));
    await store.remove(id);
    expect(await readdir(folder)).toEqual([]);
    await expect(store.open(id)).rejects.toMatchObject({ code: 'file_not_found' });
  });

  it('sweeps out what is old, and what a killed program left', async () => {
    const { folder, store } = await openStore();
    expect(await store.sweep(1000)).toBe(0);
    const [old, fresh] = [await store.save(facts, chunks('old')), await store.save(facts, chunks('new'))];
    const orphan = 'b'.repeat(32);
    await writeFile(join(folder, `${orphan}.part`), 'half');
    await writeFile(join(folder, 'README'), 'not ours');
    for (const name of [old.id, `${old.id}.json`, `${orphan}.part`, 'README']) await utimes(join(folder, name), 1, 1);
    expect(await store.sweep(60_000)).toBe(2);
    expect((await readdir(folder)).sort()).toEqual(['README', fresh.id, `${fresh.id}.json`].sort());
  });

  it('reads no more at once than allowed', async () => {
    const { store } = await openStore();
    const { id } = await store.save(facts, chunks('12345678'));
    await expect(readStoredFile(store, id, { maxBytes: 7 })).rejects.toMatchObject({ code: 'response_too_large' });
    expect(await readStoredFile(store, id, { maxBytes: 8 })).toHaveLength(8);
  });
});
