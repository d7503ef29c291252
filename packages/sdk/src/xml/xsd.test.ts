import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toJsonSchema } from '../schema/schema.ts';
import { parseXml } from './parse-xml.ts';
import { xsd } from './xsd.ts';

describe('A value of XML Schema', () => {
  it.each([
    ['int', '7', 7],
    ['int', ' -7\n', -7],
    ['int', '+007', 7],
    ['double', '1.5E3', 1500],
    ['double', '.5', 0.5],
    ['double', 'INF', 'INF'],
    ['double', '+INF', 'INF'],
    ['double', '-INF', '-INF'],
    ['double', 'NaN', 'NaN'],
    ['decimal', ' 9007199254740993.10 ', '9007199254740993.10'],
    ['boolean', ' true ', true],
    ['boolean', '0', false],
  ] as const)('of the type %s reads %j as %j', (type, text, value) => {
    expect(xsd[type].parse(text)).toBe(value);
  });

  it.each(['int', 'double', 'decimal', 'boolean'] as const)('of the type %s is null where it is empty or nil', async (type) => {
    const document = await parseXml(
      '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><none/><spaces>  </spaces><nil xsi:nil="true"/></a>',
    );
    const schema = z.object({
      a: z.object({ none: xsd[type], spaces: xsd[type], nil: xsd[type], absent: xsd[type].optional() }),
    });
    expect(schema.parse(document)).toEqual({ a: { none: null, spaces: null, nil: null } });
    expect(xsd[type].safeParse(undefined).success).toBe(false);
  });

  it.each([
    ['int', '0x10'],
    ['int', '1.5'],
    ['int', 'INF'],
    ['double', '0x10'],
    ['double', 'Infinity'],
    ['double', '1,5'],
    ['double', '.'],
    ['boolean', 'maybe'],
  ] as const)('of the type %s is not %j', (type, text) => {
    expect(xsd[type].safeParse(text).success).toBe(false);
  });

  it('can be described, and holds what JSON holds', () => {
    expect(toJsonSchema(z.object({ price: xsd.double }), 'output')).toMatchObject({
      properties: { price: { anyOf: expect.arrayContaining([{ type: 'null' }]) } },
    });
  });
});
