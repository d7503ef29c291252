const plainNumber = /^\d+(?:\.\d+)?$/;
const span =
  /^(?:(?<hours>\d+)h)?(?:(?<minutes>\d+)m(?!s))?(?:(?<seconds>\d+(?:\.\d+)?)s)?(?:(?<milliseconds>\d+(?:\.\d+)?)ms)?$/;
/** Date.parse() alone would find a date in nearly anything. */
const date = /^(?:\d{4}-\d{2}-\d{2}T|[a-z]{3,9},? .*\d{2}:\d{2}:\d{2})/i;
/** Spans are shorter than this, times later: as seconds it is September 2001, as a span 31 years. */
const smallestTime = 1e9;
const smallestTimeInMs = 1e12;

/**
 * Milliseconds until a budget is full again, from a number of seconds, a time in seconds or milliseconds since 1970, a date, or a
 * span such as `1m30s`. Times are compared with the service's own clock, which `now` gives. `undefined` where it is none of these.
 */
export function readReset(text: string, now: () => number, unit?: 'milliseconds'): number | undefined {
  if (plainNumber.test(text)) {
    const value = Number(text);
    if (value >= smallestTimeInMs) return untilTime(value, now());
    if (value >= smallestTime) return untilTime(value * 1000, now());
    return unit ? value : value * 1000;
  }
  if (date.test(text)) {
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : untilTime(time, now());
  }
  const parts = text === '' ? undefined : span.exec(text)?.groups;
  if (!parts) return undefined;
  const { hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = parts;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(milliseconds);
}

function untilTime(time: number, now: number): number {
  return Math.max(0, time - now);
}
