import { describe, expect, it } from 'vitest';
import { latestSlot, nextSlot } from './slots.ts';

function following(cron: string, timeZone: string, after: string, count: number): string[] {
  const slots: string[] = [];
  let at: Date | undefined = new Date(after);
  while (at && slots.length < count) {
    at = nextSlot({ cron, timeZone }, at);
    if (at) slots.push(at.toISOString().replace('.000Z', 'Z'));
  }
  return slots;
}

describe('The slots of a schedule', () => {
  it('keep to the time of day of their zone over the whole year', () => {
    expect(following('0 8 * * *', 'Europe/Prague', '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T07:00:00Z',
      '2026-03-29T06:00:00Z',
      '2026-03-30T06:00:00Z',
    ]);
  });

  it('serve a time that the clocks skip where they go on, once', () => {
    expect(following('30 2 * * *', 'Europe/Prague', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:00:00Z',
      '2026-03-30T00:30:00Z',
    ]);
  });

  it('serve a time of day that comes twice once, and every hour that passes', () => {
    expect(following('30 2 * * *', 'Europe/Prague', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00Z',
    ]);
    expect(following('0 * * * *', 'Europe/Prague', '2026-10-24T23:30:00Z', 3)).toEqual([
      '2026-10-25T00:00:00Z',
      '2026-10-25T01:00:00Z',
      '2026-10-25T02:00:00Z',
    ]);
    expect(following('*/15 * * * *', 'Europe/Prague', '2026-10-25T00:30:00Z', 4)).toEqual([
      '2026-10-25T00:45:00Z',
      '2026-10-25T01:00:00Z',
      '2026-10-25T01:15:00Z',
      '2026-10-25T01:30:00Z',
    ]);
  });

  it('treat each of several times of day as they treat one', () => {
    const twice = following('15,45 2 * * *', 'Europe/Prague', '2026-10-24T12:00:00Z', 3);
    expect(twice).toEqual(['2026-10-25T00:15:00Z', '2026-10-25T00:45:00Z', '2026-10-26T01:15:00Z']);
    const range = following('30 1-3 * * *', 'Europe/Prague', '2026-10-24T12:00:00Z', 3);
    expect(range).toEqual(['2026-10-24T23:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00Z']);
    const skipped = following('15,45 2 * * *', 'Europe/Prague', '2026-03-28T12:00:00Z', 2);
    expect(skipped).toEqual(['2026-03-29T01:00:00Z', '2026-03-30T00:15:00Z']);
  });

  it('can name seconds, and can come to an end', () => {
    expect(following('*/20 * * * * *', 'UTC', '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-01T00:00:20Z',
      '2026-01-01T00:00:40Z',
    ]);
    expect(nextSlot({ cron: '0 0 31 2 *', timeZone: 'UTC' }, new Date())).toBeUndefined();
  });

  it('are none where the schedule or its zone says nothing', () => {
    expect(() => nextSlot({ cron: '61 * * * *', timeZone: 'UTC' }, new Date())).toThrow();
    expect(() => nextSlot({ cron: '* * * * *', timeZone: 'Mars/Olympus' }, new Date())).toThrow();
  });

  it('that were missed are caught up on with the last of them', () => {
    const daily = { cron: '0 8 * * *', timeZone: 'UTC' };
    const from = new Date('2026-01-01T08:00:00Z');
    expect(latestSlot(daily, from, new Date('2026-01-04T09:00:00Z'))).toEqual(new Date('2026-01-04T08:00:00Z'));
    expect(latestSlot(daily, from, new Date('2026-01-04T08:00:00Z'))).toEqual(new Date('2026-01-04T08:00:00Z'));
    expect(latestSlot(daily, from, new Date('2026-01-01T08:00:01Z'))).toEqual(from);
  });

  it.each([
    ['* * * * * *', 'UTC', '2026-01-01T12:00:00.250Z', '2026-01-01T12:00:00Z'],
    ['* * * * * *', 'UTC', '2026-01-01T12:00:00.999Z', '2026-01-01T12:00:00Z'],
    ['* * * * * *', 'UTC', '2026-01-01T12:00:01Z', '2026-01-01T12:00:01Z'],
    ['0 * * * *', 'UTC', '2026-01-01T11:59:59.999Z', '2026-01-01T11:00:00Z'],
    ['15,45 2 * * *', 'Europe/Prague', '2026-10-25T01:50:00Z', '2026-10-25T00:45:00Z'],
    ['*/15 * * * *', 'Europe/Prague', '2026-10-25T01:50:00Z', '2026-10-25T01:45:00Z'],
  ])('%s in %s were missed at %s up to %s', (cron, timeZone, until, latest) => {
    const from = new Date('2026-01-01T10:00:00Z');
    expect(latestSlot({ cron, timeZone }, from, new Date(until))).toEqual(new Date(latest));
  });
});
