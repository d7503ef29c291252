import { InvalidArgumentError } from 'commander';

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time as the host takes it: `30m`, `1h` and `7d` are so long ago, anything else is a date. */
export function readSince(text: string, now = Date.now()): string {
  const { amount, unit } = /^(?<amount>\d{1,6})(?<unit>[mhd])$/.exec(text)?.groups ?? {};
  const length = Object.entries(units).find(([name]) => name === unit)?.[1];
  const time = length === undefined ? Date.parse(text) : now - Number(amount) * length;
  if (Number.isNaN(time)) throw new InvalidArgumentError('It takes a time such as 30m, 1h or 7d, or a date such as 2026-01-31.');
  return new Date(time).toISOString();
}
