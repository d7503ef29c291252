import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { maxMessageBytes, type Packet, SealedChannel } from './sealed-channel.ts';

function pair() {
  const [toHost, toService] = [randomBytes(32), randomBytes(32)];
  return {
    service: new SealedChannel({ outgoing: toHost, incoming: toService }),
    host: new SealedChannel({ outgoing: toService, incoming: toHost }),
  };
}

function only(packets: readonly Packet[]): Packet {
  const [packet] = packets;
  if (!packet || packets.length > 1) throw new Error('One packet was expected.');
  return packet;
}

describe('SealedChannel', () => {
  it('carries messages of any size in order, both ways', () => {
    const { service, host } = pair();
    const large = { text: 'ř'.repeat(1_000_000) };
    const packets = service.seal(large);
    expect(packets.length).toBeGreaterThan(5);
    for (const packet of packets) expect(JSON.stringify(packet).length).toBeLessThan(512 * 1024);
    expect(packets.map((packet) => host.open(packet)).at(-1)).toEqual({ kind: 'message', message: large });
    expect(service.open(only(host.seal({ type: 'ping' })))).toEqual({ kind: 'message', message: { type: 'ping' } });
  });

  it('takes a packet once', () => {
    const { service, host } = pair();
    const packet = only(service.seal({ a: 1 }));
    expect(host.open(packet).kind).toBe('message');
    expect(host.open(packet)).toEqual({ kind: 'replayed' });
    expect(host.open(only(service.seal({ a: 2 })))).toEqual({ kind: 'message', message: { a: 2 } });
  });

  it('passes over what was changed, made by somebody else, or sent back to its maker', () => {
    const { service, host } = pair();
    const packet = only(service.seal({ amount: 1 }));
    const changed = Buffer.from(packet.sealed, 'base64');
    changed[3] = (changed[3] ?? 0) ^ 1;
    const { service: stranger } = pair();
    const foreign = [
      { ...packet, sealed: changed.toString('base64') },
      { ...packet, sealed: '' },
      { ...packet, sealed: 'AAAA' },
      { ...packet, number: 1 },
      only(stranger.seal({ amount: 1 })),
      only(host.seal({ amount: 1 })),
    ];
    for (const each of foreign) expect(host.open(each)).toEqual({ kind: 'foreign' });
    expect(host.open(packet)).toEqual({ kind: 'message', message: { amount: 1 } });
  });

  it('is broken once something that was sent did not arrive', () => {
    const { service, host } = pair();
    service.seal({ lost: true });
    expect(host.open(only(service.seal({ a: 1 })))).toMatchObject({ kind: 'broken' });
  });

  it('refuses a message that is too large before anything of it is sent', () => {
    const { service, host } = pair();
    expect(() => service.seal('x'.repeat(maxMessageBytes))).toThrow('are allowed');
    expect(host.open(only(service.seal({ a: 1 })))).toMatchObject({ kind: 'message' });
  });
});
