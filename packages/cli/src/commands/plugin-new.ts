import { relative, resolve } from 'node:path';
import type { Choose, CreateRequest, SourceKind } from '@mortise/create-plugin';
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

interface NewOptions extends Partial<Record<SourceKind, string>> {
  readonly operations?: string;
  readonly all?: true;
  readonly url?: string;
}

export function pluginNewCommand(session: Session): Command {
  return defineCommand('new', 'Start a plugin in a new folder, by hand or from a description of the service', [
    'mortise plugin new acme',
    'mortise plugin new acme --openapi openapi.yaml --operations getPet,createPet',
  ])
    .argument('<name>', 'name of the plugin and its folder, or with a scope: @me/plugin-acme')
    .option('--openapi <file>', 'write application and connectors from an OpenAPI 3.0 or 3.1 document')
    .option('--wsdl <file>', 'the same from a WSDL 1.1')
    .option('--graphql <file>', 'the same from a GraphQL schema (SDL)')
    .option('--operations <names>', 'which operations become connectors, with commas between them')
    .option('--all', 'all of them')
    .option('--url <address>', 'where the service is, where the description does not say it')
    .action((name: string, options: NewOptions) => newPlugin(session, name, options));
}

async function newPlugin(session: Session, name: string, options: NewOptions): Promise<void> {
  const { terminal } = session;
  const { askWhich, CreateError, createPlugin } = await import('@mortise/create-plugin');
  const asking = { show: (line: string) => terminal.note(line), ask: (question: string) => session.prompter().ask(question) };
  try {
    const created = await createPlugin(requestOf(session, name, options, terminal.isInteractive ? askWhich(asking) : undefined));
    const folder = relative(session.directory, created.directory);
    for (const note of created.notes) terminal.note(`note   ${note}`);
    terminal.answer({ ...created, files: [...created.files] }, ({ files }) =>
      files.map((file) => `${folder}/${file}`).join('\n'),
    );
    terminal.next(`cd ${shellWord(folder)} && pnpm install && pnpm test`);
  } catch (error) {
    if (!(error instanceof CreateError)) throw error;
    throw usageError(error.message, error.remedy === undefined ? [] : [{ label: error.remedy }]);
  }
}

function requestOf(session: Session, name: string, options: NewOptions, choose: Choose | undefined): CreateRequest {
  const { openapi, wsdl, graphql, operations, all, url } = options;
  const sources = Object.entries({ openapi, wsdl, graphql }).flatMap(([kind, file]) =>
    file !== undefined && isKind(kind) ? [{ kind, file }] : [],
  );
  if (sources.length > 1) throw usageError('A plugin is written from one description, not from several.');
  if (all && operations !== undefined) throw usageError('Take --all or --operations, not both.');
  return {
    name,
    directory: resolve(session.directory),
    source: sources[0],
    operations: all ? 'all' : operations?.split(',').filter((part) => part.trim() !== ''),
    url,
    choose,
  };
}

function isKind(kind: string): kind is SourceKind {
  return kind === 'openapi' || kind === 'wsdl' || kind === 'graphql';
}
