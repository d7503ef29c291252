import { literal } from '../code/literal.ts';
import { LocalNames } from '../code/names.ts';
import { toTitle } from '../code/sentences.ts';
import { camel } from '../code/words.ts';
import type { Login } from '../plugin/login.ts';
import { isNode, listAt, type Node, nodeAt, textAt } from './node.ts';
import type { References } from './references.ts';

export interface Logins {
  readonly logins: readonly Login[];
  /** Whether the service wants a login that none could be made of. */
  readonly isMissing: boolean;
  readonly notes: readonly string[];
}

/** Reads the ways to log in that the chosen operations demand; all that the document has, where they name none. */
export function readLogins(
  document: Node,
  references: References,
  operations: readonly Node[],
  address: string | undefined,
): Logins {
  const schemes = nodeAt(nodeAt(document, 'components'), 'securitySchemes');
  const requirements = operations
    .flatMap((operation) => listAt(operation, 'security' in operation ? 'security' : ''))
    .filter(isNode);
  const demanded = requirements.length > 0 ? requirements : listAt(document, 'security').filter(isNode);
  const isOpen = demanded.length === 0 && operations.length > 0 && operations.every((operation) => 'security' in operation);
  if (isOpen) return { logins: [], isMissing: false, notes: [] };
  const names = [...new Set(demanded.flatMap((requirement) => Object.keys(requirement)))];
  const scopes = new Map<string, Set<string>>();
  for (const requirement of demanded) {
    for (const name of Object.keys(requirement)) {
      const known = scopes.get(name) ?? new Set();
      for (const scope of listAt(requirement, name)) if (typeof scope === 'string') known.add(scope);
      scopes.set(name, known);
    }
  }
  const wanted = names.length > 0 ? names : Object.keys(schemes);
  const taken = new LocalNames();
  const read = wanted.map((name) => {
    const scheme = references.resolve(schemes[name]);
    return readScheme(
      name,
      taken.take(camel(name, 'login'), { isVariable: false }),
      scheme,
      [...(scopes.get(name) ?? [])],
      address,
    );
  });
  const logins = read.filter((login) => typeof login !== 'string');
  const refused = read.filter((login) => typeof login === 'string');
  const isMissing = logins.length === 0 && refused.length > 0;
  const without = isMissing
    ? ['The application has no login yet. Write one, for example with customLogin(), before you use it.']
    : [];
  const joint = demanded.find((requirement) => Object.keys(requirement).length > 1);
  const together = joint
    ? [
        `The service wants ${Object.keys(joint).join(' and ')} at once. Each is written as a login of its own; put them together in the application, for example with customLogin().`,
      ]
    : [];
  return { logins: distinct(logins), isMissing, notes: [...refused, ...without, ...together] };
}

/** Two names for one login are one login. */
function distinct(logins: readonly Login[]): Login[] {
  return [...new Map(logins.map((login) => [login.expression, login])).values()];
}

/** A login, or why it can be none. */
function readScheme(
  name: string,
  value: string,
  scheme: Node,
  scopes: readonly string[],
  address: string | undefined,
): Login | string {
  const title = toTitle(undefined, name);
  const place = textAt(scheme, 'in');
  const parameter = textAt(scheme, 'name') ?? '';
  switch (textAt(scheme, 'type')) {
    case 'apiKey':
      if (place === 'cookie') return `The login ${name} sends a cookie, which Mortise has no login for.`;
      return {
        value,
        title,
        expression: `apiKey({ ${place === 'query' ? 'query' : 'header'}: ${literal(parameter)} })`,
        uses: 'apiKey',
        sends: { in: place === 'query' ? 'query' : 'header', name: parameter },
        fields: [['API key', 'A key of your account']],
      };
    case 'http':
      return readHttp(name, value, title, (textAt(scheme, 'scheme') ?? '').toLowerCase());
    case 'oauth2':
      return readOAuth2(name, value, title, nodeAt(scheme, 'flows'), scopes, address);
    case 'openIdConnect':
      return `The login ${name} is OpenID Connect, whose addresses stand at another place, and nothing is fetched. Write it as oauth2 with authorizationUrl and tokenUrl.`;
    default:
      return `The login ${name} is of the kind "${textAt(scheme, 'type') ?? 'unknown'}", which Mortise has no login for.`;
  }
}

function readHttp(name: string, value: string, title: string, scheme: string): Login | string {
  if (scheme === 'bearer') {
    return { value, title, expression: 'bearer()', uses: 'bearer', fields: [['Access token', 'A token of your account']] };
  }
  if (scheme === 'basic') {
    const fields = [
      ['User name', 'That of your account'],
      ['Password', 'That of your account'],
    ] as const;
    return { value, title, expression: 'basic()', uses: 'basic', fields };
  }
  return `The login ${name} is HTTP ${scheme}, which Mortise has no login for.`;
}

function readOAuth2(
  name: string,
  value: string,
  title: string,
  flows: Node,
  scopes: readonly string[],
  address: string | undefined,
): Login | string {
  const code = nodeAt(flows, 'authorizationCode');
  const client = nodeAt(flows, 'clientCredentials');
  const isCode = textAt(code, 'tokenUrl') !== undefined;
  const flow = isCode ? code : client;
  const urlAt = (field: string) => {
    const text = textAt(flow, field);
    return text === undefined ? undefined : URL.parse(text, address)?.href;
  };
  const tokenUrl = urlAt('tokenUrl');
  const authorizeUrl = urlAt('authorizationUrl');
  if (tokenUrl === undefined || (isCode && authorizeUrl === undefined)) {
    const known = Object.keys(flows).join(', ') || 'no flow';
    return `The login ${name} is OAuth 2 with ${known}. Mortise signs in by authorization code or client credentials.`;
  }
  const refreshUrl = urlAt('refreshUrl');
  const options = literal({
    ...(isCode ? { authorizeUrl } : { grant: 'clientCredentials' }),
    tokenUrl,
    ...(refreshUrl !== undefined && refreshUrl !== tokenUrl && { refreshUrl }),
    ...(scopes.length > 0 && { scopes }),
  });
  const fields = [
    ['Client ID', 'Of the app that you create at the service'],
    ['Client secret', 'Of the same app'],
  ] as const;
  const returned = isCode ? options : options.replace('grant: "clientCredentials"', 'grant: "clientCredentials" as const');
  return { value, title, expression: `oauth2(${options})`, uses: 'oauth2', oauth2: returned, fields };
}
