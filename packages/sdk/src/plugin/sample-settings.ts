import type { Application } from '../application/application.ts';
import { describeApi, hostsOf } from '../connection/connection.ts';
import type { ApiDescription } from '../connection/connection-client.ts';
import type { JsonSchema } from '../schema/schema.ts';

/** What an application says of its API whatever its settings, told from settings that leave a mark wherever they end up in a host. */
export function describeWithSamples(
  application: Application,
  properties: Readonly<Record<string, JsonSchema>>,
): { readonly api: ApiDescription; readonly hosts: readonly string[] } {
  try {
    const api = describeApi(application, sampleSettings(properties));
    return { api, hosts: [...new Set(hostsOf(application, api).map(generalise))] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`The hosts of "${application.name}" cannot be told without real settings. ${reason}`, { cause });
  }
}

const labelPrefix = 'mortise-setting-';
const urlSuffix = '.mortise-setting.invalid';
const urlMark = /^(?<name>[0-9a-f]+)\.mortise-setting\.invalid$/;

/** Settings that leave a mark wherever they end up in a host name. */
function sampleSettings(properties: Readonly<Record<string, JsonSchema>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { format }]) => [
      name,
      format === 'uri' ? `https://${hex(name)}${urlSuffix}` : `${labelPrefix}${hex(name)}`,
    ]),
  );
}

/** A host with the marks of sample settings, turned into the pattern that holds for all settings. */
function generalise(host: string): string {
  const name = urlMark.exec(host)?.groups?.['name'];
  if (name) return `{${Buffer.from(name, 'hex').toString()}}`;
  if (host.includes(urlSuffix)) {
    throw new TypeError('An address of kind `url` may be a host only as it is. For a part of a host, use a `slug`.');
  }
  const labels = host.split('.');
  const marked = labels.findLastIndex((label) => label.includes(labelPrefix));
  if (marked === -1) return host;
  if (labels.length - marked <= 2) {
    throw new TypeError(
      `A setting decides nearly all of the host ${labels.slice(marked).join('.')}. Make it an address of kind \`url\`.`,
    );
  }
  return `*.${labels.slice(marked + 1).join('.')}`;
}

/** Host names know no upper case, names of settings do. */
function hex(name: string): string {
  return Buffer.from(name).toString('hex');
}
