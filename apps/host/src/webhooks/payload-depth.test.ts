import { describe, expect, it } from 'vitest';
import { checkDepth } from './payload-depth.ts';

function nested(levels: number): unknown {
  return JSON.parse('{"a":['.repeat(levels / 2) + ']}'.repeat(levels / 2));
}

describe('The depth of a payload', () => {
  it('may be what services send', () => {
    for (const payload of [
      undefined,
      null,
      7,
      'text',
      [],
      {},
      nested(64),
      { wide: Array.from({ length: 10_000 }, () => ({})) },
    ]) {
      expect(() => checkDepth(payload)).not.toThrow();
    }
  });

  it('may not be so large that walking through it would end the host', () => {
    expect(() => checkDepth(nested(66))).toThrow('deeper than 64');
    expect(() => checkDepth(nested(200_000))).toThrow('deeper than 64');
  });
});
