import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Application } from '../application/application.ts';
import { checkbox, number, secret, text } from '../application/form.ts';
import { select } from '../application/select.ts';
import { connect, readForm } from './connection.ts';

class Mail extends Application {
  readonly name = 'mail';
  readonly title = 'Mail';
  readonly description = 'Letters.';
  override readonly settings = z.object({
    mode: select('Mode', { api: 'API', relay: 'Relay' }).default('api'),
    tls: checkbox('TLS', { showIf: { mode: 'relay' } }),
    port: number('Port', { showIf: { tls: true }, min: 1, max: 65_535, integer: true }),
    pin: secret('PIN', { showIf: { mode: 'relay' }, optional: true }),
    note: text('Note').optional(),
  });
  baseUrl() {
    return 'https://mail.example.com';
  }
}
const read = async (values: object) => (await readForm(new Mail(), { ...values })).settings;

describe('A form that is read', () => {
  it.each([
    [{}, { mode: 'api' }],
    [
      { mode: 'api', tls: true, port: 25, pin: 'p', note: 'n' },
      { mode: 'api', note: 'n' },
    ],
    [
      { mode: 'relay', port: 25 },
      { mode: 'relay', tls: false },
    ],
    [
      { mode: 'relay', tls: true, port: 25, pin: 'p' },
      { mode: 'relay', tls: true, port: 25, pin: 'p' },
    ],
  ])('keeps of %j what is shown', async (values, expected) => {
    expect(await read(values)).toEqual(expected);
  });

  it.each([
    [{ mode: 'relay', tls: true }, 'port'],
    [{ mode: 'relay', tls: true, port: '25' }, 'port'],
    [{ mode: 'relay', tls: true, port: 70_000 }, 'port'],
    [{ mode: 'relay', tls: 'yes' }, 'tls'],
    [{ mode: 'post' }, 'mode'],
  ])('is refused where it is wrong: %j', async (values, path) => {
    await expect(read(values)).rejects.toMatchObject({ code: 'invalid_settings', path });
  });

  it('opens a connection with what is shown, and without its secrets', async () => {
    const { settings } = await connect(Mail, { mode: 'relay', tls: false, port: 1, pin: 'secret-pin' });
    expect(settings).toEqual({ mode: 'relay', tls: false });
  });
});
