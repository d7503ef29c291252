import { key, literal, templateText } from '../code/literal.ts';
import { LocalNames } from '../code/names.ts';
import { toName } from '../code/sentences.ts';
import { camel } from '../code/words.ts';
import { askedBase, type Base, fixedBase, isAbsolute, pathOf } from '../plugin/base.ts';
import { isNode, listAt, type Node, nodeAt, textAt, textsAt } from './node.ts';
import type { Operation } from './operations.ts';
import { UnfitOperation } from './parameters.ts';

const mostServers = 10;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** `url` is what the command was given; it goes before what the document says. */
export function readBase(document: Node, url: string | undefined): Base {
  const servers = listAt(document, 'servers').filter(isNode);
  const [first] = servers;
  const address = textAt(first ?? {}, 'url') ?? '';
  if (url !== undefined) return fixedBase(isAbsolute(address) ? url : join(url, address));
  if (!first || !isAbsolute(address)) return askedBase(address);
  if (/\{[^}]*\}/.test(address)) return withUsualPort(address, nodeAt(first, 'variables'));
  const others = servers.filter((server) => isFixed(textAt(server, 'url') ?? ''));
  return others.length > 1 && others.length <= mostServers ? chosen(others) : fixedBase(address);
}

/**
 * The address of an operation that has servers of its own; nothing where that is the one of all the others. Throws an UnfitOperation
 * for one that depends on what a user fills in.
 */
export function originOf({ servers }: Operation, base: Base): string | undefined {
  const [first] = servers;
  if (!first) return undefined;
  const said = textAt(first, 'url') ?? '';
  const address = isAbsolute(said) || base.settings.length > 0 ? said : URL.parse(said, base.address)?.href;
  if (address === undefined || !isFixed(address)) {
    throw new UnfitOperation(`it has a server of its own, ${said || 'which has no address'}, that is known only with an account`);
  }
  const origin = address.replace(/\/+$/, '');
  return origin === base.address ? undefined : origin;
}

function isFixed(address: string): boolean {
  return URL.canParse(address) && isAbsolute(address) && !address.includes('{');
}

function join(url: string, path: string): string {
  return `${url.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`.replace(/\/+$/, '');
}

function chosen(servers: readonly Node[]): Base {
  const taken = new LocalNames();
  const options = servers.map((server) => {
    const address = (textAt(server, 'url') ?? '').replace(/\/+$/, '');
    const title = toName(textAt(server, 'description'), new URL(address).hostname);
    return { value: taken.take(camel(title, 'server'), { isVariable: false }), title, address };
  });
  const titles = Object.fromEntries(options.map(({ value, title }) => [value, title]));
  const addresses = Object.fromEntries(options.map(({ value, address }) => [value, address]));
  const [first] = options;
  return {
    settings: [`server: select('Server', ${literal(titles)}).default(${literal(first?.value)})`],
    parameters: ['server'],
    expression: `${literal(addresses)}[server]`,
    uses: ['select'],
    fields: [{ title: 'Server', help: options.map(({ title }) => title).join(', ') }],
    path: pathOf(first?.address ?? ''),
    testSettings: {},
    ...(first && { address: first.address }),
  };
}

/** A port that may be any is the usual one: as text it could lead to another host. */
function withUsualPort(address: string, variables: Node): Base {
  const [part = '', name = ''] = /:\{([^}]*)\}/.exec(address) ?? [];
  const variable = nodeAt(variables, name);
  const usual = textAt(variable, 'default') ?? '';
  if (part === '' || textsAt(variable, 'enum').length > 0 || !/^\d{1,5}$/.test(usual)) return varied(address, variables);
  const fixed = address.replace(part, `:${usual}`);
  const base = /\{[^}]*\}/.test(fixed) ? varied(fixed, variables) : fixedBase(fixed);
  return {
    ...base,
    notes: [...(base.notes ?? []), `The port of the server is taken to be ${usual}. Change baseUrl() if it is another.`],
  };
}

/** An address with variables: a host part is one label, or one of a list; anything wider is asked for as a whole. */
function varied(address: string, variables: Node): Base {
  const names = [...new Set([...address.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name))];
  const [, host = ''] = /^https?:\/\/([^/]*)/i.exec(address) ?? [];
  const locals = new LocalNames();
  const read = names.map((name) => {
    const variable = nodeAt(variables, name);
    const options = textsAt(variable, 'enum');
    const usual = textAt(variable, 'default') ?? '';
    return {
      name,
      local: locals.take(camel(name, 'part')),
      options,
      usual,
      help: textAt(variable, 'description'),
      isHost: host.includes(`{${name}}`),
    };
  });
  // Text could lead the credentials of a user anywhere.
  const isWide = /:\{/.test(host) || (/\{/.test(host) && !/\}[\w-]*(?:\.[\w-]+){2,}(?::\d+)?$/.test(host));
  if (
    read.some(({ isHost, options, usual }) => isHost && options.length === 0 && (isWide || (usual !== '' && !label.test(usual))))
  ) {
    const path = address
      .replace(/^https?:\/\/[^/]*/i, '')
      .replace(/\{[^}]*\}/g, (part) => read.find(({ name }) => `{${name}}` === part)?.usual ?? '');
    const note = `The variables of ${address} could lead anywhere, so that the whole server is asked for instead of them.`;
    return { ...askedBase(path), notes: [note] };
  }
  const hints = (help: string | undefined) => (help === undefined ? '' : `, { help: ${literal(toName(help, 'help'))} }`);
  const settings = read.map(({ name, local, options, usual, help, isHost }) => {
    const title = toName(undefined, name);
    const titles = Object.fromEntries(options.map((option) => [option, option]));
    const field =
      options.length > 0
        ? `select(${literal(title)}, ${literal(titles)}${hints(help)})`
        : `${isHost ? 'slug' : 'text'}(${literal(title)}${hints(help)})`;
    const isDefault = usual !== '' && (options.length === 0 || options.includes(usual));
    return `${key(local)}: ${field}${isDefault ? `.default(${literal(usual)})` : ''}`;
  });
  const filled = address.replace(/\{([^}]*)\}/g, (_part, name) => read.find((each) => each.name === name)?.usual || 'sample');
  const expression = address
    .replace(/\/+$/, '')
    .split(/(\{[^}]*\})/)
    .map((part) => {
      const variable = read.find(({ name }) => `{${name}}` === part);
      if (!variable) return templateText(part);
      return variable.isHost || variable.options.length > 0
        ? `\${${variable.local}}`
        : `\${encodeURIComponent(${variable.local})}`;
    })
    .join('');
  return {
    settings,
    parameters: read.map(({ local }) => local),
    expression: `\`${expression}\``,
    uses: [...new Set(read.map(({ options, isHost }) => (options.length > 0 ? 'select' : isHost ? 'slug' : 'text')))],
    fields: read.map(({ name, help, usual }) => ({
      title: toName(undefined, name),
      help: help ?? (usual && `Usually ${usual}`),
    })),
    path: pathOf(filled),
    testSettings: Object.fromEntries(
      read.filter(({ usual }) => usual === '').map(({ local, options }) => [local, options[0] ?? 'sample']),
    ),
    address: filled.replace(/\/+$/, ''),
  };
}
