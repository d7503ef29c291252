import type { RateHint } from './rate-hint.ts';
import { tightest } from './tightest-hint.ts';

const item = /(?:"(?:[^"\\]|\\.)*"|[^",])+/g;
const parameter = /;\s*(?<name>[a-z*][a-z0-9_.*-]*)=(?<value>-?\d+)/g;
/** Longer ones are nonsense, and would take long to read. */
const longestField = 2000;
const dictionary = /(?:^|,)\s*(?<name>limit|remaining|reset)=(?<value>\d+)/g;

/**
 * Reads `RateLimit` of draft-ietf-httpapi-ratelimit-headers: a list of policies, each with `r` requests left and `t` seconds to wait,
 * and the dictionary of its versions 07 and 08. Where `t` is absent, the window `w` of the policy stands in: the reset comes no later.
 */
export function readRateLimitField(field: string, policy: string | undefined): RateHint | undefined {
  if (field.length > longestField || (policy?.length ?? 0) > longestField) return undefined;
  const old = Object.fromEntries(
    [...field.matchAll(dictionary)].map(({ groups }) => [groups?.['name'], Number(groups?.['value'])]),
  );
  if (old['remaining'] !== undefined) return { remaining: old['remaining'], resetMs: inMs(old['reset']) };
  const windows = policy === undefined ? new Map<string, number | undefined>() : windowsOf(policy);
  return tightest(
    (field.match(item) ?? []).flatMap((text) => {
      const { r: remaining, t: reset } = parametersOf(text);
      return remaining === undefined ? [] : [{ remaining, resetMs: inMs(reset ?? windows.get(nameOf(text))) }];
    }),
  );
}

function windowsOf(policy: string): Map<string, number | undefined> {
  return new Map((policy.match(item) ?? []).map((text) => [nameOf(text), parametersOf(text)['w']]));
}

/** `"default"` and `default` name the same policy. */
function nameOf(text: string): string {
  return (/^\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/.exec(text)?.slice(1).find(Boolean) ?? '').toLowerCase();
}

function parametersOf(text: string): Record<string, number | undefined> {
  const rest = text.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return Object.fromEntries([...rest.matchAll(parameter)].map(({ groups }) => [groups?.['name'], Number(groups?.['value'])]));
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
