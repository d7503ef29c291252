import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DataKeys } from './data-keys.ts';
import type { KeyManagement } from './key-management.ts';
import { LocalKeys } from './local-keys.ts';

const place = { tenant: 'default', application: 'shop', id: 'connection-1' };
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];

/** The same record with one bit of its last part changed. */
function flipped(record: string, index: number): string {
  const { start = '', encoded = '' } = /^(?<start>.*\.)(?<encoded>[^.]*)$/.exec(record)?.groups ?? {};
  const bytes = Buffer.from(encoded, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
  return start + bytes.toString('base64url');
}

describe('DataKeys', () => {
  const keys = new DataKeys(new LocalKeys(oldKey));

  it('give each row a key of its own, which opens after a restart', async () => {
    const { record, key } = await keys.create(place);
    const sealed = key.seal('a secret', 'secrets.clientSecret');

    const restarted = await new DataKeys(new LocalKeys(oldKey)).open(place, record);

    expect(restarted.open(sealed, 'secrets.clientSecret')).toBe('a secret');
    const other = await keys.create({ ...place, id: 'connection-2' });
    expect(() => other.key.open(sealed, 'secrets.clientSecret')).toThrow();
  });

  it('name the master key in the record', async () => {
    const { record } = await keys.create(place);
    expect(record).toMatch(new RegExp(`^v1\\.${new LocalKeys(oldKey).keyId}\\.[\\w-]+$`));
    expect(record.startsWith(keys.currentPrefix)).toBe(true);
  });

  it.each([
    ['tenant', { ...place, tenant: 'other' }],
    ['application', { ...place, application: 'crm' }],
    ['connection', { ...place, id: 'connection-2' }],
  ])('do not open a record that was copied to another %s, though it is open at its own place', async (_what, elsewhere) => {
    const { record, key } = await keys.create(place);
    await keys.open(place, record);
    await expect(keys.open(elsewhere, record)).rejects.toThrow();
    expect(() => key.open(key.seal('a secret', 'tokens'), 'secrets.clientSecret')).toThrow();
  });

  it('do not open a record after any of its bytes was changed, or its tag was cut short', async () => {
    const { record } = await keys.create(place);
    const encoded = record.split('.')[2] ?? '';
    for (const index of Buffer.from(encoded, 'base64url').keys()) {
      await expect(keys.open(place, flipped(record, index))).rejects.toThrow();
    }
    for (const length of [1, 4, 12, 16]) await expect(keys.open(place, record.slice(0, -length))).rejects.toThrow();
  });

  it.each(['', 'v1', 'v1..x', 'v2.key.text', 'plain text'])('do not open %j', async (record) => {
    await expect(keys.open(place, record)).rejects.toThrow();
  });

  it('put a record under another master key, and leave what it sealed as it is', async () => {
    const { record, key } = await keys.create(place);
    const sealed = key.seal('a secret', 'tokens');
    const rotating = new DataKeys(new LocalKeys(newKey, [oldKey]));

    const rewrapped = await rotating.rewrap(place, record);

    expect((await new DataKeys(new LocalKeys(newKey)).open(place, rewrapped)).open(sealed, 'tokens')).toBe('a secret');
    await expect(new DataKeys(new LocalKeys(newKey)).open(place, record)).rejects.toThrow('which this host does not have');
  });

  it('ask for a key once as long as it is in use, and again after a failure', async () => {
    const local = new LocalKeys(oldKey);
    let asked = 0;
    let isBroken = false;
    const service: KeyManagement = {
      keyId: local.keyId,
      previousKeyIds: [],
      wrap: (dataKey, context) => local.wrap(dataKey, context),
      unwrap: async (wrapped, context) => {
        asked++;
        if (isBroken) throw new Error('The service is out of order.');
        return local.unwrap(wrapped, context);
      },
    };
    const asking = new DataKeys(service);
    const { record } = await asking.create(place);
    isBroken = true;
    await expect(asking.open(place, record)).rejects.toMatchObject({ code: 'keys_unavailable', retryable: true });
    isBroken = false;
    await Promise.all(Array.from({ length: 50 }, () => asking.open(place, record)));
    expect(asked).toBe(2);
  });
});
