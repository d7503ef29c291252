import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTraceId, readTraceId, traceparent } from './trace.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('traceparent', () => {
  it('keeps the trace and gives each request a parent id of its own', () => {
    const [first, second] = [traceparent(traceId), traceparent(traceId)];
    expect(first).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    expect(second).not.toBe(first);
  });

  it('is read back by readTraceId', () => {
    const id = newTraceId();
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(readTraceId(traceparent(id))).toBe(id);
  });
});

describe('readTraceId', () => {
  it('reads later versions too, which may have more to say', () => {
    expect(readTraceId(`cc-${traceId}-00f067aa0ba902b7-01-what-the-future-brings`)).toBe(traceId);
  });

  it.each([
    undefined,
    '',
    traceId,
    `ff-${traceId}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${traceId}-00f067aa0ba902b7-01x`,
    `00-${traceId}0-00f067aa0ba902b7-01`,
  ])('takes no id from %j', (header) => {
    expect(readTraceId(header)).toBeUndefined();
  });

  it('gives a valid id or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readTraceId(text) ?? traceId).toMatch(/^[0-9a-f]{32}$/);
      }),
    );
  });
});
