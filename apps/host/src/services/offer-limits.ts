import type { Manifest } from '@mortise/sdk/manifest';

/** Room for several of the largest plugins at once. */
const largest = 2 * 1024 * 1024;
const deepest = 64;

/** Whether what a service offers can be compared and shown: that walks through it by calling itself, for whoever is connected. */
export function isWithinLimits(offers: readonly Manifest[]): boolean {
  return !isTooDeep(offers) && JSON.stringify(offers).length <= largest;
}

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}
