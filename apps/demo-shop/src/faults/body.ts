import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { ActiveFault } from './fault.ts';

const DRIP_BYTES = 16;
const PADDING = Buffer.alloc(64 * 1024, ' ');

/** Spoils a body as the fault asks. An oversized one is made while it is sent, so it costs no memory. */
export function spoil(body: Buffer, { malformed, oversized, gzip, drip }: ActiveFault): Buffer | Readable {
  const cut = malformed ? body.subarray(0, body.length / 2) : body;
  if (oversized !== undefined) {
    const padded = Readable.from(pad(cut, oversized));
    return gzip ? padded.pipe(createGzip()) : padded;
  }
  const packed = gzip ? gzipSync(cut) : cut;
  return drip === undefined ? packed : Readable.from(pieces(packed, drip));
}

/** The first half of a body, after which `breakOff` ends the connection. */
export function half(body: Buffer, breakOff: () => void) {
  async function* broken() {
    yield body.subarray(0, body.length / 2);
    // Lets the half leave the process; otherwise the caller would see a connection dropped before its answer.
    await sleep(20);
    breakOff();
  }
  return Readable.from(broken());
}

function* pad(body: Buffer, size: number) {
  yield body;
  for (let left = size - body.length; left > 0; left -= PADDING.length) yield PADDING.subarray(0, left);
}

async function* pieces(body: Buffer, pause: number) {
  for (let at = 0; at < body.length; at += DRIP_BYTES) {
    yield body.subarray(at, at + DRIP_BYTES);
    await sleep(pause);
  }
}
