import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type SealContext, Sealer } from './sealer.ts';

const here: SealContext = ['default', 'shop', 'connection-1', 'secrets.clientSecret'];

describe('Sealer', () => {
  const key = randomBytes(32);
  const sealer = new Sealer(key);

  it('opens what it has sealed, also after a restart', () => {
    expect(new Sealer(key).open(sealer.seal('šifra 🔑', here), here)).toBe('šifra 🔑');
  });

  it('never uses a nonce twice under one key, across restarts and processes', { timeout: 30_000 }, async () => {
    const inChild = `import { Sealer } from ${JSON.stringify(import.meta.resolve('./sealer.ts'))};
      const sealer = new Sealer(Buffer.from(process.argv[1], 'base64'));
      for (let count = 0; count < 30_000; count++) console.log(sealer.seal('same', ${JSON.stringify(here)}));`;
    const options = ['--input-type=module', '--eval', inChild, key.toString('base64')];
    const children = [1, 2].map(() => promisify(execFile)(process.execPath, options, { maxBuffer: 2 ** 24 }));
    const own = [1, 2].flatMap(() => {
      const restarted = new Sealer(key);
      return Array.from({ length: 20_000 }, () => restarted.seal('same', here));
    });
    const records = [...own, ...(await Promise.all(children)).flatMap(({ stdout }) => stdout.trim().split('\n'))];

    const nonces = records.map((record) => Buffer.from(record.split('.')[2] ?? '', 'base64url').toString('hex', 0, 12));

    expect(new Set(nonces).size).toBe(100_000);
    expect(sealer.open(records.at(-1) ?? '', here)).toBe('same');
  });

  it('says which format and which key it used', () => {
    expect(sealer.seal('text', here)).toMatch(new RegExp(`^v1\\.${sealer.keyId}\\.[\\w-]+$`));
    expect(new Sealer(randomBytes(32)).keyId).not.toBe(sealer.keyId);
  });

  it.each([
    ['tenant', ['other', 'shop', 'connection-1', 'secrets.clientSecret']],
    ['application', ['default', 'crm', 'connection-1', 'secrets.clientSecret']],
    ['connection', ['default', 'shop', 'connection-2', 'secrets.clientSecret']],
    ['field', ['default', 'shop', 'connection-1', 'tokens']],
    ['place that only reads the same', ['default', 'shop', 'connection-1,secrets', 'clientSecret']],
  ] satisfies [string, SealContext][])('does not open a record that was moved to another %s', (_what, elsewhere) => {
    expect(() => sealer.open(sealer.seal('text', here), elsewhere)).toThrow();
  });

  it('does not open a record after any of its bytes was changed', () => {
    const [version, keyId, encoded = ''] = sealer.seal('text', here).split('.');
    const sealed = Buffer.from(encoded, 'base64url');
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => sealer.open(`${version}.${keyId}.${changed.toString('base64url')}`, here)).toThrow();
    }
  });

  it('does not open a record that was written another way, or with more behind it', () => {
    const record = sealer.seal('CANARY-x', here);
    const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
      (last) => record.slice(0, -1) + last,
    );
    for (const changed of [...others, `${record}.x`, `${record}=`, `${record} `, record.replace(/.{9}$/, '!!$&')]) {
      if (changed !== record) expect(() => sealer.open(changed, here)).toThrow();
    }
  });

  it.each(['', 'v1', 'v1.x.y', 'v2.key.text', 'plain text'])('does not open %j', (record) => {
    expect(() => sealer.open(record, here)).toThrow();
    expect(() => sealer.open(record.replace('key', sealer.keyId).replace('x', sealer.keyId), here)).toThrow();
  });
});
