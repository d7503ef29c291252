import { describe, expect, it } from 'vitest';
import * as sdk from '../index.ts';
import { type ErrorContract, isMortiseError, MortiseError, ReportedError } from '../index.ts';

const known: readonly (readonly [MortiseError, string, boolean])[] = [
  [new sdk.ActionError('d'), 'action_failed', false],
  [new sdk.ApiError(404, 'd'), 'api_rejected', false],
  [new sdk.BudgetError('d', 7000), 'budget_spent', true],
  [new sdk.CancelledError('d'), 'cancelled', false],
  [new sdk.EgressError('d'), 'egress_refused', false],
  [new sdk.FileNotFoundError('d'), 'file_not_found', false],
  [new sdk.FileStoreError('d'), 'file_store_failed', true],
  [new sdk.HostNotDeclaredError('d'), 'host_not_declared', false],
  [new sdk.InputError('a.b', 'd'), 'invalid_input', false],
  [new sdk.MalformedResponseError('d'), 'malformed_response', true],
  [new sdk.NetworkError('d'), 'network', true],
  [new sdk.NotCallableError('d'), 'not_callable', false],
  [new sdk.NotTestableError('d'), 'not_testable', false],
  [new sdk.OutputError('a.b', 'd'), 'unexpected_output', false],
  [new sdk.PaginationError('d'), 'endless_pages', false],
  [new sdk.RateLimitError('d', 7000), 'rate_limit', true],
  [new sdk.RedirectError('d'), 'redirect_refused', false],
  [new sdk.RequestError('d'), 'invalid_request', false],
  [new sdk.ResponseTooLargeError('d'), 'response_too_large', false],
  [new sdk.SettingsError('a.b', 'd'), 'invalid_settings', false],
  [new sdk.SignInError('d', 401), 'sign_in_failed', false],
  [new sdk.TimeoutError('d'), 'timeout', true],
  [new sdk.UnavailableError(503, 'd', 7000), 'service_unavailable', true],
  [new sdk.WebhookSignatureError('d'), 'webhook_signature', false],
];

describe('every error', () => {
  it.each(known)('%o has the code %s for ever, and says whether another try can help', (error, code, retryable) => {
    expect(error).toMatchObject({ code, retryable, message: 'd', name: error.constructor.name });
    expect(error).toBeInstanceOf(Error);
    expect(error.title).toMatch(/^[A-Z]/);
  });

  it('is listed above, and no two have the same code', () => {
    const exported = Object.values(sdk).filter(
      (value) => typeof value === 'function' && value.prototype instanceof MortiseError && value !== ReportedError,
    );
    expect(new Set(known.map(([error]) => error.constructor))).toEqual(new Set(exported));
    expect(new Set(known.map(([, code]) => code)).size).toBe(known.length);
  });

  it('leaves the program as plain facts, without stack and cause', () => {
    expect(JSON.parse(JSON.stringify(new sdk.NetworkError('d', { cause: new Error('canary') })))).toEqual({
      code: 'network',
      title: 'The service could not be reached',
      detail: 'd',
      do: [],
      retryable: true,
    });
    expect(new sdk.UnavailableError(503, 'd', 7000).toJSON()).toMatchObject({ status: 503, retryAfterMs: 7000 });
    expect(new sdk.InputError('a.b', 'd').toJSON()).toMatchObject({ path: 'a.b' });
    const remedy = { label: 'Open', href: 'https://example.com' };
    expect(new sdk.EgressError('d', { do: [remedy] }).toJSON().do).toEqual([remedy]);
  });

  it.each(known)('%o comes back from another process with the same facts', (error) => {
    const contract: ErrorContract = JSON.parse(JSON.stringify(error));
    const reported = new ReportedError(contract);
    expect(reported.toJSON()).toEqual(error.toJSON());
    expect(isMortiseError(reported)).toBe(true);
  });
});

describe('isMortiseError', () => {
  it('knows the errors of another copy of the SDK', () => {
    class OfAnotherCopy extends Error {
      get [Symbol.for('mortise.error')]() {
        return true;
      }
    }
    expect(isMortiseError(new OfAnotherCopy())).toBe(true);
  });

  it.each([new Error('x'), undefined, null, 'text', {}, { code: 'network' }, new Proxy({}, {})])(
    'does not take %o for one',
    (value) => {
      expect(isMortiseError(value)).toBe(false);
    },
  );
});
