import { describe, expect, it } from 'vitest';
import type { ConnectionRow } from './connection-store.ts';
import { type ConnectionTest, toView } from './connection-view.ts';

const noon = '2026-01-01T12:00:00.000Z';
const row: ConnectionRow = {
  id: '1',
  tenant: 'default',
  application: 'crm',
  name: 'main',
  settings: '{}',
  credentials: '{}',
  secrets: '{}',
  data_key: '',
  limits: null,
  login: '{"isInBrowser":false,"scopes":[]}',
  test: null,
  last_success_at: null,
  tokens: null,
  token_version: 0,
  token_expires_at: null,
  granted_scope: null,
  lease_holder: null,
  lease_until: null,
  lease_fence: 0,
  sign_in_needed: null,
  signed_in_at: null,
  revision: 1,
  created_at: noon,
  updated_at: noon,
};

/** What is shown of a connection whose last test ended with this error. */
function viewAfter(code: string, lastSuccessAt: string | null = null) {
  const error = { code, title: 'It failed', detail: 'For this reason.', do: [], retryable: false, correlationId: 'c' };
  const test: ConnectionTest = { ok: false, error, testedAt: noon };
  return toView({ ...row, test: JSON.stringify(test), last_success_at: lastSuccessAt }, []);
}

describe('The view of a connection', () => {
  it('names the problem of one that is failing, until a call succeeds', () => {
    expect(viewAfter('sign_in_failed')).toMatchObject({ status: 'failing', problem: 'For this reason.' });
    const works = viewAfter('sign_in_failed', '2026-01-01T12:00:01.000Z');
    expect(works).toMatchObject({ status: 'ready' });
    expect(works).not.toHaveProperty('problem');
  });

  it('calls one untested whose test had nothing to ask', () => {
    const view = viewAfter('not_testable');
    expect(view).toMatchObject({ status: 'untested' });
    expect(view).not.toHaveProperty('test');
    expect(view).not.toHaveProperty('problem');
  });
});
