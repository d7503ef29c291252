import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type SealContext, Sealer } from './sealer.ts';

const here: SealContext = ['default', 'shop', 'connection-1', 'secrets.clientSecret'];

describe('Sealer', () => {
  const key = randomBytes(32);
  const sealer = new Sealer(key);

  it('opens what it has sealed, also after a restart', () => {
    expect(new Sealer(key).open(sealer.seal('šifra 🔑', here), here)).toBe('šifra 🔑');
  });

  it('never gives the same record twice', () => {
    const records = Array.from({ length: 100_000 }, () => sealer.seal('same', here));
    expect(
      new Set(records.map((record) => Buffer.from(record.split('.')[2] ?? '', 'base64url').toString('hex', 0, 12))).size,
    ).toBe(100_000);
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

  it.each(['', 'v1', 'v1.x.y', 'v2.key.text', 'plain text'])('does not open %j', (record) => {
    expect(() => sealer.open(record, here)).toThrow();
    expect(() => sealer.open(record.replace('key', sealer.keyId).replace('x', sealer.keyId), here)).toThrow();
  });
});
