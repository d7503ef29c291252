import { InvalidArgumentError } from 'commander';

/** The host's own limit. */
const longest = 300_000;
const units = { ms: 1, s: 1000, m: 60_000 };

/** Milliseconds of a duration such as `500ms`, `30s`, `2m`, or plain seconds. */
export function readDuration(text: string): number {
  const { amount, unit = 's' } = /^(?<amount>\d+(?:\.\d+)?)(?<unit>ms|s|m)?$/.exec(text)?.groups ?? {};
  const factor = Object.entries(units).find(([name]) => name === unit)?.[1];
  const milliseconds = Number(amount) * (factor ?? Number.NaN);
  if (milliseconds >= 1 && milliseconds <= longest) return Math.round(milliseconds);
  throw new InvalidArgumentError('It takes a time such as 500ms, 30s or 2m, up to 5m.');
}

export function showDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
