import type { Command } from 'commander';
import { collect, defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import type { OAuthClient } from '../host/answers.ts';
import type { HostClient, NewOAuthClient } from '../host/host-client.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

interface ClientOptions {
  readonly id?: string;
  readonly secret?: string;
  readonly secretEnv?: string;
  readonly public?: true;
  readonly value?: readonly string[];
  readonly remove?: true;
  readonly yes?: true;
}

export function clientCommand(session: Session): Command {
  return defineCommand('client', 'Show or set the OAuth client that connections of an application use', [
    'mortise connections client hubspot',
    'mortise connections client hubspot --id 1b2c --secret-env HUBSPOT_SECRET',
    'mortise connections client shopify --id 1b2c --secret-env SHOPIFY_SECRET --value shop=acme',
  ])
    .argument('<application>', 'name of the application')
    .option('--id <client id>', 'what the service calls this host')
    .option('--secret <->', 'read the client secret from stdin')
    .option('--secret-env <variable>', 'take the client secret from an environment variable')
    .option('--public', 'the client has no secret')
    .option('--value <key=value>', 'a field that says at which address it is used; repeat it for each', collect)
    .option('--remove', 'forget it')
    .option('--yes', 'do not ask')
    .action((application: string, options: ClientOptions) => run(session, application, options));
}

async function run(session: Session, application: string, options: ClientOptions): Promise<void> {
  const { terminal } = session;
  if (options.remove) return remove(session, application, options.yes);
  const host = await session.host();
  const body = await readBody(session, host, application, options);
  const client = body ? await host.setClient(application, body) : await host.client(application);
  terminal.answer({ application, client }, () => describe(client, body ? '✓ set' : undefined).join('\n'));
  terminal.next(`mortise connections add ${shellWord(application)}`);
}

async function readBody(
  session: Session,
  host: HostClient,
  application: string,
  options: ClientOptions,
): Promise<NewOAuthClient | undefined> {
  const { id, secret, secretEnv, value } = options;
  const again = `mortise connections client ${shellWord(application)} --id <client id>`;
  if ([secret, secretEnv, options.public].filter((option) => option !== undefined).length > 1) {
    throw usageError('A client has one secret, or none: give one of --secret, --secret-env and --public.');
  }
  if (id === undefined) {
    if (secret === undefined && secretEnv === undefined && !options.public && !value) return undefined;
    throw usageError('Say which client it is.', [{ label: 'Name it', command: again }]);
  }
  const { readSecret } = await import('../form/one-secret.ts');
  const clientSecret = options.public ? null : await readSecret(session, 'Client secret', options);
  const values = value && (await readValues(session, host, application, value));
  return { clientId: id, ...(clientSecret !== undefined && { clientSecret }), ...(values && { values }) };
}

async function readValues(session: Session, host: HostClient, application: string, value: readonly string[]) {
  const [{ fieldsOf }, { givenValues }] = await Promise.all([import('../form/fields.ts'), import('../form/given-values.ts')]);
  const { schema } = await host.form(application);
  return Object.fromEntries(await givenValues(fieldsOf(schema), { value }, session));
}

async function remove(session: Session, application: string, yes: true | undefined): Promise<void> {
  const { confirm, requireConfirmation } = await import('../confirm.ts');
  requireConfirmation(session, { yes, again: `mortise connections client ${shellWord(application)} --remove --yes` });
  const host: HostClient = await session.host();
  const client = await host.client(application);
  const question = `Forget the client of ${application}? Connections that bring none of their own stop working.`;
  await confirm(session, { yes, question });
  await host.removeClient(application);
  session.terminal.answer({ application, client }, () => `Removed the client of ${application}.`);
  session.terminal.next('mortise connections list');
}

function describe({ clientId, clientSecret, values, redirectUri }: OAuthClient, done: string | undefined): string[] {
  return [
    ...(done === undefined ? [] : [done]),
    `client id         ${printable(clientId)}`,
    `client secret     ${clientSecret.set ? 'set' : 'none'}`,
    ...Object.entries(values ?? {}).map(([field, value]) => `only with         ${field}=${printable(String(value))}`),
    `redirect address  ${redirectUri}   (to be registered at the service)`,
    ...(redirectUri.includes('{tokenHost}')
      ? ['                  {tokenHost} is the host that its tokens are fetched from']
      : []),
  ];
}
