import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { validate } from '../schema/schema.ts';
import { XmlText } from './xml-text.ts';

const Order = XmlText.pipe(z.looseObject({ order: z.looseObject({ id: z.string() }) }));

describe('XmlText', () => {
  it('is read into an object, in which text stays text', async () => {
    expect(await validate(Order, '<order><id>007</id></order>')).toEqual({ value: { order: { id: '007' } } });
  });

  it.each(['<order>', 'no XML', '<!DOCTYPE a [<!ENTITY b "c">]><order/>'])(
    'does not fit where it is broken: %s',
    async (text) => {
      const loose: unknown[] = [];
      const note = (reason: unknown) => void loose.push(reason);
      process.on('unhandledRejection', note);
      onTestFinished(() => void process.off('unhandledRejection', note));

      expect(await validate(Order, text)).toMatchObject({ problems: [{ path: '' }] });

      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(loose).toEqual([]);
    },
  );
});
