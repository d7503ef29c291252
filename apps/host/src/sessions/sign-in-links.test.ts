import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { linkLifeMs, SignInLinks } from './sign-in-links.ts';

describe('SignInLinks', () => {
  it('gives links that are good once and for a while', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const links = new SignInLinks();
    const ticket = (path: string) => path.replace('/signin/', '');
    const [first, second] = [ticket(links.create()), ticket(links.create())];

    expect(links.spend('x'.repeat(43))).toBe(false);
    expect(links.spend(first)).toBe(true);
    expect(links.spend(first)).toBe(false);
    vi.setSystemTime(Date.now() + linkLifeMs);
    expect(links.spend(second)).toBe(false);
  });
});
