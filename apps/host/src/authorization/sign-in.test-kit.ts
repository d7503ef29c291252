import type { DemoShop } from '@mortise/demo-shop';
import type { TestHost } from '../host.test-kit.ts';
import type { PluginFixture } from '../project.test-kit.ts';

/** A plugin whose users sign in to the demo shop in their browser. */
export const browserPlugin: PluginFixture = {
  application: 'shop',
  login: 'oauth2',
  signIn: signInOptions(),
};

/** Its login as code, with other options. */
export function signInOptions(others = ''): string {
  return `oauth2({
    authorizeUrl: settings.url + '/oauth/authorize', tokenUrl: settings.url + '/oauth/token',
    revokeUrl: settings.url + '/oauth/revoke', issuer: settings.url, scopes: ['orders:read', 'orders:write'], ${others}
  })`;
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it sends the browser. */
  readonly location: string | undefined;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** As much of a browser as a sign-in takes. It keeps cookies, and goes where it is sent when it is told to. */
export class TestBrowser {
  readonly cookies = new Map<string, Cookie>();

  async open(address: string, form?: URLSearchParams): Promise<Page> {
    const url = new URL(address);
    const fitting = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    const cookie = fitting.map(([name, { value }]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
      ...(form && { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const location = answer.headers.get('location') ?? undefined;
    return { status: answer.status, headers: answer.headers, text: await answer.text(), location };
  }

  /** Opens a link of the host and gives the address of the page of the shop that it leads to. */
  async begin(link: string): Promise<string> {
    const { status, location, text } = await this.open(link);
    if (status !== 302 || location === undefined) throw new Error(`The link leads nowhere: ${status} ${text}`);
    return location;
  }

  /** Presses a button of the shop's page, and gives the address that the browser is sent back to. */
  async decide(consentPage: string, allowed: boolean): Promise<string> {
    const { text } = await this.open(consentPage);
    const form = new URLSearchParams({ allowed: String(allowed) });
    for (const { groups } of text.matchAll(/<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)">/g)) {
      form.set(decode(groups?.['name']), decode(groups?.['value']));
    }
    const { location } = await this.open(new URL('/oauth/authorize', consentPage).href, form);
    if (location === undefined) throw new Error('The shop sends the browser nowhere.');
    return location;
  }

  /** Everything at once: the last page. */
  async signIn(link: string): Promise<Page> {
    return this.open(await this.decide(await this.begin(link), true));
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((attribute) => attribute.startsWith('Path='))?.slice('Path='.length) ?? '/';
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, { value, path });
  }
}

function decode(text = ''): string {
  return text.replace(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)));
}

/** Connects an account that nobody has signed in to. */
export function connectShop({ connect }: TestHost, shop: DemoShop, name = 'main'): Promise<string> {
  return connect('shop', name, { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
}

/** Asks for a link. */
export async function linkTo({ ask }: Pick<TestHost, 'ask'>, id: string): Promise<string> {
  const { body } = await ask('POST', `/api/connections/${id}/authorize`);
  if (typeof body !== 'object' || body === null || !('url' in body)) throw new Error(JSON.stringify(body));
  return String(body.url);
}
