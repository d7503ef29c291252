import { Manifest } from '@mortise/sdk/manifest';
import { describe, expect, it } from 'vitest';
import { isWithinLimits } from './offer-limits.ts';

/** What a service offers whose one action takes this. */
function offers(input: Readonly<Record<string, unknown>>): Manifest[] {
  const form = { type: 'object', properties: {}, required: [] };
  const application = {
    name: 'shop',
    title: 'Shop',
    description: 'A fixture.',
    categories: [],
    authentication: 'none',
    hosts: [],
    settings: form,
    credentials: form,
  };
  const actions = [{ name: 'work', kind: 'custom', title: 'Work', input, output: {} }];
  return [Manifest.parse({ manifestVersion: 1, sdk: '^1.0.0', application, actions })];
}

function nested(depth: number): Readonly<Record<string, unknown>> {
  return JSON.parse(`${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}`);
}

describe('isWithinLimits', () => {
  it('takes what services offer', () => {
    expect(isWithinLimits(offers({ type: 'object', properties: { sku: { type: 'string' } } }))).toBe(true);
    expect(isWithinLimits(offers(nested(50)))).toBe(true);
  });

  it('refuses what is nested so deep that no stack would hold it', () => {
    expect(isWithinLimits(offers(nested(100)))).toBe(false);
    expect(isWithinLimits(offers(nested(100_000)))).toBe(false);
  });

  it('refuses what is too large', () => {
    expect(isWithinLimits(offers({ description: 'x'.repeat(2_000_000) }))).toBe(true);
    expect(isWithinLimits(offers({ description: 'x'.repeat(2_100_000) }))).toBe(false);
  });
});
