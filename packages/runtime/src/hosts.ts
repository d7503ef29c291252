import type { Manifest } from '@mortise/sdk/manifest';

/** The hosts that a plugin declares, with `{url}` replaced by the host of the address that this connection has in its setting `url`. */
export function declaredHosts({ application }: Manifest, settings: Readonly<Record<string, unknown>>): string[] {
  return application.hosts.flatMap((pattern) => {
    const setting = /^\{(?<name>.+)\}$/.exec(pattern)?.groups?.['name'];
    if (setting === undefined) return [pattern];
    const address = settings[setting];
    return typeof address === 'string' && URL.canParse(address) ? [new URL(address).host] : [];
  });
}
