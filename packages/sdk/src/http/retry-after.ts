const maxMs = 24 * 60 * 60 * 1000;
const seconds = /^\d+(?:\.\d+)?$/;
/** Date.parse() alone would find a date in nearly anything, for example in `-5`. */
const httpDate = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? .*\d{2}:\d{2}:\d{2}/i;

/** Milliseconds that `Retry-After` (RFC 9110, 10.2.3) asks for, as seconds or as a date; `undefined` where it is absent or unreadable. */
export function readRetryAfter(value: string | undefined, now = Date.now()): number | undefined {
  const text = value?.trim() ?? '';
  if (seconds.test(text)) return clamp(Number(text) * 1000);
  const date = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : clamp(date - now);
}

function clamp(ms: number): number {
  return Math.min(Math.max(0, Math.round(ms)), maxMs);
}
