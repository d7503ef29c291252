import { describe, expect, it } from 'vitest';
import { testFailure } from './test-failure.ts';

const connection = {
  id: '1',
  application: 'crm',
  name: 'main',
  values: {},
  secrets: {},
  status: 'failing',
  createdAt: '',
  updatedAt: '',
};

function failed(code: string) {
  const error = { code, title: 'There is no such action', detail: 'It is gone.', do: [], retryable: false };
  return testFailure({ ok: false, testedAt: '', error }, connection);
}

describe('A failed test of a connection', () => {
  it.each(['action_not_found', 'application_not_found'])('asks to install the plugin again where the host says %s', (code) => {
    const { exitCode, contract } = failed(code);
    expect(exitCode).toBe(4);
    expect(contract).toMatchObject({
      code: 'application_not_found',
      title: 'There is no such application',
      detail: 'It is gone.',
      do: [{ label: 'Install the plugin again' }, { command: 'mortise list' }],
    });
  });

  it('ends with 5 for a login that was refused, and with 7 for anything else', () => {
    expect([failed('sign_in_failed').exitCode, failed('timeout').exitCode]).toEqual([5, 7]);
  });
});
