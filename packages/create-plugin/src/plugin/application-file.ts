import { Imports } from '../code/imports.ts';
import { literal } from '../code/literal.ts';
import type { Base } from './base.ts';
import type { Login } from './login.ts';

export interface ApplicationFile {
  readonly name: string;
  readonly className: string;
  readonly title: string;
  readonly description: string;
  readonly documentation: string;
  readonly base: Base;
  readonly logins: readonly Login[];
  /** Hosts besides that of the base URL. */
  readonly hosts?: readonly string[];
}

/** Writes `<name>.application.ts`. */
export function applicationFile({
  name,
  className,
  title,
  description,
  documentation,
  base,
  logins,
  hosts = [],
}: ApplicationFile): string {
  const [only] = logins;
  const isOAuth2 = logins.length === 1 && only?.oauth2 !== undefined;
  const parent = isOAuth2 ? 'OAuth2Application' : 'Application';
  const settings = [...loginField(logins), ...base.settings];
  const imports = new Imports().add('@mortise/sdk', parent, ...base.uses);
  if (settings.length > 0) imports.add('zod', 'z');
  if (base.parameters.length > 0 || logins.length > 1) imports.add('@mortise/sdk', 'type SettingsOf');
  if (logins.length > 1) imports.add('@mortise/sdk', 'select');
  if (!isOAuth2) imports.add('@mortise/sdk', ...logins.map(({ uses }) => uses));
  const facts = [
    `readonly name = ${literal(name)};`,
    `readonly title = ${literal(title)};`,
    `readonly description = ${literal(description)};`,
    `override readonly categories = ['other'];`,
    hosts.length > 0 ? `override readonly hosts = ${literal(hosts)};` : '',
    settings.length > 0 ? `override readonly settings = z.object({ ${settings.join(', ')} });` : '',
    logins.length === 1 && !isOAuth2 ? `override readonly authentication = ${only?.expression};` : '',
  ];
  const parameters = base.parameters.length === 0 ? '' : `{ ${base.parameters.join(', ')} }: SettingsOf<${className}>`;
  const methods = [
    `baseUrl(${parameters}) { return ${base.expression}; }`,
    isOAuth2 ? `oauth2() { return ${only?.oauth2}; }` : '',
    logins.length > 1 ? signIn(logins, className) : '',
  ];
  return `${imports}
/** @see ${documentation} */
export class ${className} extends ${parent} {
${facts.filter(Boolean).join('\n')}

${methods.filter(Boolean).join('\n\n')}
}
`;
}

function loginField(logins: readonly Login[]): string[] {
  if (logins.length < 2) return [];
  const titles = Object.fromEntries(logins.map(({ value, title }) => [value, title]));
  return [`login: select('Login', ${literal(titles)}).default(${literal(logins[0]?.value)})`];
}

function signIn(logins: readonly Login[], className: string): string {
  const [first, ...others] = logins;
  const choices = others.map(({ value, expression }) => `if (login === ${literal(value)}) return ${expression};`);
  return `override signIn({ login }: SettingsOf<${className}>) { ${choices.join('\n')}\nreturn ${first?.expression}; }`;
}
