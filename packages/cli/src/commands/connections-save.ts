import type { Command } from 'commander';
import { collect } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ValueOptions } from '../form/given-values.ts';
import type { Connection, Form } from '../host/answers.ts';
import type { HostClient } from '../host/host-client.ts';
import { type Limit, readLimit } from '../limit.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { signIn } from './sign-in.ts';

/** What a connection is made and changed with. */
export interface SaveOptions extends ValueOptions {
  readonly name?: string;
  readonly limit?: Limit;
  readonly test: boolean;
  readonly browser: boolean;
}

export function withSaveOptions(command: Command): Command {
  return command
    .option('--value <key=value>', 'a field that is no secret; repeat it for each field', collect)
    .option('--value-env <key=variable>', 'a field whose value is in an environment variable', collect)
    .option('--secret <key=->', 'a secret, read from stdin: one line for each', collect)
    .option('--limit <requests/seconds>', 'send no more than so many requests in so many seconds, for example 100/10', readLimit)
    .option('--no-test', 'do not ask the service whether it accepts the login')
    .option('--no-browser', 'where somebody has to sign in, print the link only');
}

type Values = Readonly<Record<string, unknown>>;

/** The values without those that are not asked for beside them and the `others`, which is told. */
export async function shownOnly({ terminal }: Session, form: Form, values: Values, others: Values = {}): Promise<Values> {
  const { shownValues } = await import('@mortise/sdk/forms');
  const kept = shownValues(form, { ...others, ...values });
  const hidden = Object.keys(values).filter((key) => !(key in kept));
  if (hidden.length > 0) terminal.note(`left out  ${hidden.join(', ')}: not asked for with these values`);
  return Object.fromEntries(Object.entries(values).filter(([key]) => key in kept));
}

export interface Saving {
  readonly save: () => Promise<Connection>;
  /** What was done then. */
  readonly done: 'added' | 'changed';
  /** The command that does it, without its options. */
  readonly again: string;
  /** Whether the service was asked, where nobody has to sign in first. */
  readonly isTested: boolean;
  readonly browser: boolean;
}

/** Has the host save a connection, takes somebody through its sign-in where it needs one, and says how it went. */
export async function saveConnection(session: Session, host: HostClient, saving: Saving): Promise<void> {
  const { terminal } = session;
  const connection = await save(saving);
  terminal.note(`${saving.done}  ${connection.name} (${connection.application})`);
  if (connection.status !== 'needs_sign_in') finish(session, connection, saving);
  else if (terminal.isInteractive) {
    const signedIn = await signIn(session, host, connection, saving);
    finish(session, signedIn.connection, { ...saving, isTested: true });
  } else leaveSignIn(session, connection);
}

async function save({ save: send, again }: Saving): Promise<Connection> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const remedy =
      error.contract.code === 'name_taken'
        ? { label: 'Choose another name', command: `${again} --name <name>` }
        : { label: 'See what it takes', command: `${again} --help` };
    throw new CommandError(error.exitCode, { ...error.contract, do: [...error.contract.do, remedy] }, { cause: error });
  }
}

/** A connection that fails its test stays, since only one of its values may need a correction. */
function finish(session: Session, connection: Connection, { done, isTested }: Pick<Saving, 'done' | 'isTested'>): void {
  const { terminal } = session;
  const test = isTested ? connection.test : undefined;
  const name = `${connection.name} (${connection.application})`;
  const works = test ? (test.ok ? '✓ works' : '✗ does not work yet') : `✓ ${done}, not tested`;
  terminal.answer({ connection, ...(test && { test }) }, () => `${works}  ${name}`);
  if (test?.ok === false) {
    session.exitCode = exitCodes.needsYou;
    if (test.error) terminal.note(`${printable(test.error.title)}. ${printable(test.error.detail)}`);
    terminal.next(`mortise connections set ${shellWord(connection.name)}   (with --value or --secret for what is wrong)`);
    return;
  }
  terminal.next(`mortise list --application ${connection.application}`);
}

/** Nobody is there to sign in: whoever reads this does it, or hands it on. */
function leaveSignIn(session: Session, connection: Connection): void {
  const { terminal } = session;
  terminal.answer({ connection }, () => `○ needs a sign-in  ${connection.name} (${connection.application})`);
  session.exitCode = exitCodes.needsYou;
  terminal.next(`mortise connections authorize ${shellWord(connection.name)}`);
}
