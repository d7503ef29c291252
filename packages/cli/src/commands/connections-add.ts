import type { Command } from 'commander';
import { collect, defineCommand } from '../command.ts';
import { CommandError, notFound } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ValueOptions } from '../form/given-values.ts';
import type { Connection, ConnectionTest, Form } from '../host/answers.ts';
import type { HostClient, NewConnection } from '../host/host-client.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

interface AddOptions extends ValueOptions {
  readonly name?: string;
  readonly test: boolean;
}

export function addCommand(session: Session): Command {
  return defineCommand('add', 'Connect an account of an application, and test it', [
    'mortise connections add demo-shop',
    'mortise connections add demo-shop --value url=http://127.0.0.1:4400 --value clientId=demo --value-env clientSecret=SECRET',
  ])
    .argument('<application>', 'name of the application')
    .option('--name <name>', 'what to call the connection (default: the name of the application)')
    .option('--value <key=value>', 'a field that is no secret; repeat it for each field', collect)
    .option('--value-env <key=variable>', 'a field whose value is in an environment variable', collect)
    .option('--secret <key=->', 'a secret, read from stdin: one line for each', collect)
    .option('--no-test', 'do not ask the service whether it accepts the login')
    .action((application: string, options: AddOptions) => addConnection(session, application, options));
}

async function addConnection(session: Session, application: string, options: AddOptions): Promise<void> {
  const host = await session.host();
  const values = await readValues(session, host, application, options);
  const connection = await add(host, { application, name: options.name ?? application, values });
  session.terminal.note(`added  ${connection.name} (${connection.application})`);
  finish(session, connection, options.test ? await host.testConnection(connection.id) : undefined);
}

async function add(host: HostClient, connection: NewConnection): Promise<Connection> {
  try {
    return await host.addConnection(connection);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const again = `mortise connections add ${connection.application}`;
    const remedy =
      error.contract.code === 'name_taken'
        ? { label: 'Choose another name', command: `${again} --name <name>` }
        : { label: 'See what it takes', command: `${again} --help` };
    throw new CommandError(error.exitCode, { ...error.contract, do: [...error.contract.do, remedy] }, { cause: error });
  }
}

async function readValues(session: Session, host: HostClient, application: string, options: AddOptions) {
  const [{ fieldsOf }, { givenValues }, { fillIn }] = await Promise.all([
    import('../form/fields.ts'),
    import('../form/given-values.ts'),
    import('../form/fill-in.ts'),
  ]);
  const fields = fieldsOf(await readForm(host, application));
  const values = await givenValues(fields, options, session);
  await fillIn(fields, values, session);
  return Object.fromEntries(values);
}

async function readForm(host: HostClient, application: string): Promise<Form> {
  try {
    return await host.form(application);
  } catch (error) {
    if (!(error instanceof CommandError) || error.contract.code !== 'application_not_found') throw error;
    const names = (await host.applications()).map(({ name }) => name);
    throw notFound('application', application, names, (meant) => `mortise connections add ${meant}`);
  }
}

/** Says how it went. A connection that fails its test stays, since only one of its values may need a correction. */
function finish(session: Session, connection: Connection, test: ConnectionTest | undefined): void {
  const { terminal } = session;
  const name = `${connection.name} (${connection.application})`;
  const works = test ? (test.ok ? '✓ works' : '✗ does not work yet') : '✓ added, not tested';
  terminal.answer({ connection, ...(test && { test }) }, () => `${works}  ${name}`);
  if (test?.ok === false) {
    session.exitCode = exitCodes.needsYou;
    if (test.error) terminal.note(`${printable(test.error.title)}. ${printable(test.error.detail)}`);
    terminal.next(`mortise connections remove ${shellWord(connection.name)}   (then add it with other values)`);
    return;
  }
  terminal.next(`mortise list --application ${connection.application}`);
}
