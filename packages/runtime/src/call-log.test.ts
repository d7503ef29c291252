import { bearer, ConnectionClient, HttpClient, memoryTokenStore } from '@mortise/sdk';
import { expect, it } from 'vitest';
import { CallLog } from './call-log.ts';

it('shows no part of a secret at the end of a line that is cut, nor in the name of a field', () => {
  const lines: unknown[][] = [];
  const client = new ConnectionClient({
    http: new HttpClient(),
    api: { baseUrl: 'https://api.acme.example', authentication: bearer(), headers: {} },
    credentials: { token: 'hunter2-secret' },
    tokenStore: memoryTokenStore(),
  });
  const facts = { action: 'acme.tell', application: 'acme', plugin: 'plugin-acme', version: '1.0.0', traceId: '1' };
  const log = new CallLog(
    { onLog: (_facts, ...line) => lines.push(line) },
    { ...facts, connection: 'c', tenant: undefined },
    client,
  );
  const text = `${'x'.repeat(9990)}hunter2-secret${'y'.repeat(100)}`;

  log.write('info', text, { text, 'hunter2-secret': 1 });

  const shown = `${'x'.repeat(9990)}[redacted]`;
  expect(lines).toEqual([['info', shown, { text: shown, '[redacted]': 1 }]]);
});
