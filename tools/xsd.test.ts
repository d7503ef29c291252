import { describe, expect, it } from 'vitest';
import { xsd as sampled } from '../packages/create-plugin/src/schema/xsd.ts';
import { xsd } from '../packages/sdk/src/xml/xsd.ts';

const types = ['boolean', 'int', 'double', 'decimal'] as const;
const texts = ['', ' ', ' 1 ', '-0', '+7', '1.50', '.5', '5.', '1e3', '0x10', '1,5', 'INF', '+INF', '-INF', 'NaN', 'nan'];
const others = ['true', ' false ', '0', 'yes', 'word', '007', '12345678901234567890', null, undefined, 1, true, {}, []];

// The generator uses nothing of ours, and has to know what the SDK would read of its samples.
describe('xsd of create-plugin', () => {
  it.each(types)('reads a value of %s as that of the SDK does', (type) => {
    for (const value of [...texts, ...others]) {
      const [one, other] = [sampled[type].safeParse(value), xsd[type].safeParse(value)];
      expect([value, one.success, one.data]).toEqual([value, other.success, other.data]);
    }
  });
});
