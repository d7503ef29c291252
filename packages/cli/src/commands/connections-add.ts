import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { CommandError, notFound } from '../command-error.ts';
import type { Form } from '../host/answers.ts';
import type { HostClient } from '../host/host-client.ts';
import type { Session } from '../session.ts';
import { type SaveOptions, saveConnection, shownOnly, withSaveOptions } from './connections-save.ts';

export function addCommand(session: Session): Command {
  const command = defineCommand('add', 'Connect an account of an application, and test it', [
    'mortise connections add demo-shop',
    'mortise connections add demo-shop --value url=http://127.0.0.1:4400 --value clientId=demo --value-env clientSecret=SECRET',
  ])
    .argument('<application>', 'name of the application')
    .option('--name <name>', 'what to call the connection (default: the name of the application)');
  return withSaveOptions(command).action((application: string, options: SaveOptions) =>
    addConnection(session, application, options),
  );
}

async function addConnection(session: Session, application: string, options: SaveOptions): Promise<void> {
  const { name = application, limit, test: isTested, browser } = options;
  const host = await session.host();
  const values = await readValues(session, host, application, options);
  const body = {
    application,
    name,
    values,
    ...(limit && { limits: { perConnection: limit } }),
    ...(!isTested && { test: false }),
  };
  await saveConnection(session, host, {
    save: () => host.addConnection(body),
    done: 'added',
    again: `mortise connections add ${application}`,
    isTested,
    browser,
  });
}

async function readValues(session: Session, host: HostClient, application: string, options: SaveOptions) {
  const [{ fieldsOf }, { givenValues }, { fillIn }] = await Promise.all([
    import('../form/fields.ts'),
    import('../form/given-values.ts'),
    import('../form/fill-in.ts'),
  ]);
  const form = await readForm(host, application);
  const fields = fieldsOf(form);
  const values = await givenValues(fields, options, session);
  await fillIn(form, fields, values, session, async ({ key }, filledIn) => {
    const { choices, truncated } = await host.choices(application, key, Object.fromEntries(filledIn));
    if (truncated) session.terminal.note('The service has more than are listed. What is not in the list can be typed.');
    return choices;
  });
  return shownOnly(session, form, Object.fromEntries(values));
}

async function readForm(host: HostClient, application: string): Promise<Form> {
  try {
    return (await host.form(application)).schema;
  } catch (error) {
    if (!(error instanceof CommandError) || error.contract.code !== 'application_not_found') throw error;
    const names = (await host.applications()).map(({ name }) => name);
    throw notFound('application', application, names, (meant) => `mortise connections add ${meant}`);
  }
}
