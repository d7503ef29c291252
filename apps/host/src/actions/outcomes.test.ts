import { describe, expect, it } from 'vitest';
import { testHost } from '../host.test-kit.ts';

/** The answer to an action that does this. */
async function answerTo(run: string, runner: 'inline' | 'process' = 'inline') {
  const { call, connect, log } = await testHost({ plugins: [{ application: 'crm', run }], runner });
  await connect('crm', 'main', { url: 'https://crm.example.com' });
  return { ...(await call('crm.run', { connection: 'main', input: {}, maxAttempts: 1 })), log };
}

const throwing = (code: string, retryable = false) =>
  `throw new (class extends MortiseError { code = '${code}'; title = 'A title'; retryable = ${retryable}; })('Something happened.');`;

describe.each(['inline', 'process'] as const)('An action that throws, %s', (runner) => {
  it.each([
    ['unauthorized', 502],
    ['origin_refused', 502],
    ['internal', 502],
    ['constructor', 502],
    ['__proto__', 502],
    ['body_too_large', 502],
    ['an_own_code', 502],
    ['not_callable', 409],
    ['invalid_input', 422],
    ['rate_limit', 429],
    ['service_unavailable', 503],
    ['timeout', 504],
  ])('the code %s is answered with %i', async (code, status) => {
    const { log, ...answer } = await answerTo(throwing(code), runner);
    expect(answer).toMatchObject({ status, body: { code, detail: 'Something happened.' } });
    expect(answer.headers.has('www-authenticate')).toBe(false);
    expect(log().filter(({ event }) => event === 'fault')).toEqual([]);
  });
});

describe('An application that throws while it describes its API', () => {
  it('passes for no error of the host either', async () => {
    const onLoad = `const refuse = () => { ${throwing('unauthorized')} };`;
    const { call, connect } = await testHost({ plugins: [{ application: 'crm', onLoad, baseUrl: 'refuse()' }] });
    await connect('crm', 'main', { url: 'https://crm.example.com' });
    const answer = await call('crm.get', { connection: 'main', input: { path: '/' } });
    expect(answer).toMatchObject({ status: 502, body: { code: 'unauthorized' } });
    expect(answer.headers.has('www-authenticate')).toBe(false);
  });
});

describe.each(['inline', 'process'] as const)('An action that gives nothing, %s', (runner) => {
  it('gives null', async () => {
    expect((await answerTo('return undefined;', runner)).body).toMatchObject({ outcome: 'success', output: null });
  });
});
