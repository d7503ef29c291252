import { describe, expect, it } from 'vitest';
import { introduce, linkVersion, ServiceHandshake } from './handshake.ts';
import { fingerprintOf, Identity, isSignedBy, pairingCode } from './identity.ts';
import { SealedChannel } from './sealed-channel.ts';

describe('The handshake', () => {
  it('gives both sides the same keys, and proves the host to the service', () => {
    const identity = Identity.create();
    const service = new ServiceHandshake();
    const host = introduce(identity, service.greeting);
    const agreed = service.agree(host.introduction);
    expect(agreed.transcript).toEqual(host.transcript);
    const [packet] = new SealedChannel(agreed.keys).seal('hello');
    expect(packet && new SealedChannel(host.keys).open(packet)).toEqual({ kind: 'message', message: 'hello' });
  });

  it('fails where the host does not hold the key that it names, or says what it said to another', () => {
    const service = new ServiceHandshake();
    const { introduction } = introduce(Identity.create(), service.greeting);
    const other = introduce(Identity.create(), new ServiceHandshake().greeting).introduction;
    const forged = [
      { ...introduction, key: Identity.create().publicKey },
      { ...introduction, key: 'no key' },
      { ...introduction, nonce: 'another-nonce-of-the-host' },
      { ...introduction, signature: other.signature },
      other,
    ];
    for (const each of forged) expect(() => service.agree(each)).toThrow('does not hold the key');
    expect(() => service.agree({ ...introduction, ephemeral: 'no key' })).toThrow();
  });

  it('works between neighbouring minor versions, and not between major ones', () => {
    const { major, minor } = linkVersion;
    const newer = new ServiceHandshake({ ...linkVersion, minor: minor + 1 });
    expect(() => newer.agree(introduce(Identity.create(), newer.greeting).introduction)).not.toThrow();
    const older = new ServiceHandshake();
    const host = introduce(Identity.create(), older.greeting, { ...linkVersion, minor: minor + 1 });
    expect(() => older.agree(host.introduction)).not.toThrow();
    const stranger = { ...new ServiceHandshake().greeting, version: { major: major + 1, minor: 0 } };
    expect(() => introduce(Identity.create(), stranger)).toThrow('Update the older of the two');
  });

  it('makes new keys for each conversation, so that one that was recorded is of no use', () => {
    const identity = Identity.create();
    const { greeting } = new ServiceHandshake();
    const [first, second] = [introduce(identity, greeting), introduce(identity, greeting)];
    expect(first.transcript).not.toEqual(second.transcript);
    expect(first.keys.incoming).not.toEqual(second.keys.incoming);
  });
});

describe('Identity', () => {
  it('is the same after it was saved and opened', () => {
    const identity = Identity.create();
    expect(Identity.open(identity.save()).publicKey).toBe(identity.publicKey);
    expect(() => Identity.open('rubbish')).toThrow('cannot be read');
  });

  it('signs for one role only', () => {
    const identity = Identity.create();
    const transcript = Buffer.from('what was said');
    const signature = identity.sign('service', transcript);
    expect(isSignedBy(identity.publicKey, 'service', transcript, signature)).toBe(true);
    expect(isSignedBy(identity.publicKey, 'host', transcript, signature)).toBe(false);
  });

  it('gives a code that both sides find, and that differs for each pair', () => {
    const [host, service, other] = [Identity.create(), Identity.create(), Identity.create()].map(({ publicKey }) => publicKey);
    const codes = [
      pairingCode(host ?? '', service ?? ''),
      pairingCode(host ?? '', other ?? ''),
      pairingCode(other ?? '', service ?? ''),
    ];
    expect(new Set(codes)).toHaveLength(3);
    expect(fingerprintOf(host ?? '')).toMatch(/^[0-9a-f]{32}$/);
  });
});
