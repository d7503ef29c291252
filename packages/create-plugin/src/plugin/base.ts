import { literal, templateText } from '../code/literal.ts';
import type { ReadmeField } from './generated-plugin.ts';

/** Where a service is: the settings that this depends on, and the code of `baseUrl()`. */
export interface Base {
  /** Fields of the settings, each as `name: schema`. */
  readonly settings: readonly string[];
  /** Names of the settings that `baseUrl()` reads, as a pattern. */
  readonly parameters: readonly string[];
  /** What `baseUrl()` gives. */
  readonly expression: string;
  /** Functions of the SDK that the settings call. */
  readonly uses: readonly string[];
  readonly fields: readonly ReadmeField[];
  /** The path that every request of a test begins with. */
  readonly path: string;
  /** Settings that the tests give. */
  readonly testSettings: Readonly<Record<string, unknown>>;
  /** An address of the service, where one is known. */
  readonly address?: string;
  /** What was decided, in sentences. */
  readonly notes?: readonly string[];
}

export function isAbsolute(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

export function fixedBase(url: string): Base {
  const address = url.replace(/\/+$/, '');
  return {
    settings: [],
    parameters: [],
    expression: literal(address),
    uses: [],
    fields: [],
    path: pathOf(address),
    testSettings: {},
    address,
  };
}

/** The description does not say where the service is, so whoever connects it has to. */
export function askedBase(path: string): Base {
  const help = 'Where the service runs, for example https://api.example.com';
  const suffix = path === '/' || isAbsolute(path) ? '' : path.replace(/\/+$/, '').replace(/^(?=[^/])/, '/');
  return {
    settings: [`server: url('Server', { help: ${literal(help)} })`],
    parameters: ['server'],
    expression: suffix === '' ? 'server' : `\`\${server}${templateText(suffix)}\``,
    uses: ['url'],
    fields: [{ title: 'Server', help }],
    path: pathOf(`https://api.example.com${suffix}`),
    testSettings: {},
  };
}

/** The path of an address as it is sent. */
export function pathOf(address: string): string {
  return (URL.parse(address)?.pathname ?? '').replace(/\/+$/, '');
}
