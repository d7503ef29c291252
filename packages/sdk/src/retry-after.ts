const maxMs = 24 * 60 * 60 * 1000;

/** Milliseconds that `Retry-After` (RFC 9110, 10.2.3) asks for, as seconds or as a date; `undefined` where it is absent or unreadable. */
export function readRetryAfter(value: string | undefined, now = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, Math.round(ms)), maxMs);
}
