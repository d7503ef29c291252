import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { BatchConnector } from '../actions/batch-connector.ts';
import { RestConnector } from '../actions/rest-connector.ts';
import { Application, OAuth2Application } from '../application/application.ts';
import { apiKey, bearer } from '../application/authentication.ts';
import { number, secret, slug, text, url } from '../application/form.ts';
import { get } from '../http/request.ts';
import { describePlugin, Manifest, manifestJsonSchema, writeManifest } from './manifest.ts';
import { definePlugin } from './plugin.ts';

class GetOrder extends RestConnector {
  readonly name = 'get-order';
  readonly title = 'Get an order';
  override readonly description = 'By its number.';
  readonly input = z.object({ orderId: z.string().meta({ title: 'Order' }) });
  readonly output = z.object({ total: z.number().default(0) });
  request() {
    return get('/orders');
  }
}

class ListOrders extends BatchConnector {
  readonly name = 'list-orders';
  readonly title = 'List orders';
  readonly input = z.object({ limit: z.int().default(50) });
  readonly output = z.object({ id: z.string() });
  readonly response = z.object({ orders: z.array(z.unknown()) });
  request() {
    return get('/orders');
  }
  page() {
    return { items: [] };
  }
}

type Settings = Record<string, unknown>;

/** The hosts in the manifest of an application with these settings and this base URL. */
function hostsOf(
  settings: z.ZodObject,
  baseUrl: (settings: Settings) => string,
  more: readonly string[] = [],
  tokenUrl?: typeof baseUrl,
) {
  class Shop extends OAuth2Application {
    readonly name = 'shop';
    readonly title = 'Shop';
    readonly description = 'A shop.';
    override readonly settings = settings;
    override readonly hosts = more;
    baseUrl(values: Settings) {
      return baseUrl(values);
    }
    oauth2(values: Settings) {
      return { tokenUrl: (tokenUrl ?? baseUrl)(values) };
    }
  }
  return describePlugin(definePlugin({ application: Shop, connectors: [] }), { sdk: '^1.0.0' }).application.hosts;
}

class Shop extends Application {
  readonly name = 'shop';
  readonly title = 'Shop';
  readonly description = 'A shop.';
  override readonly categories = ['shop'];
  override readonly settings = z.object({
    region: z.enum(['eu', 'us']).default('eu'),
    note: text('Note').optional(),
    pin: secret('PIN'),
  });
  override readonly authentication = apiKey({ header: 'X-Key' });
  baseUrl() {
    return 'https://api.example.com/v1';
  }
}

describe('describePlugin', () => {
  it('tells the limits of the service, and refuses what is no limit', () => {
    class Limited extends Shop {
      override readonly limits = { perConnection: { amount: 40, seconds: 20 }, perApplication: { amount: 9, seconds: 0.5 } };
    }
    class Wrong extends Shop {
      override readonly limits = { perConnection: { amount: 0, seconds: 20 } };
    }
    const describeIt = (application: new () => Shop) =>
      describePlugin(definePlugin({ application }), { sdk: '^1.0.0' }).application;
    expect(describeIt(Limited).limits).toEqual(new Limited().limits);
    expect(describeIt(Shop)).not.toHaveProperty('limits');
    expect(() => describeIt(Wrong)).toThrow('amount');
  });

  it('tells everything that a host needs before it loads the code', () => {
    const plugin = definePlugin({ application: Shop, connectors: [GetOrder, ListOrders] });
    expect(describePlugin(plugin, { sdk: '^1.0.0', logo: 'logo.svg' })).toMatchObject({
      manifestVersion: 1,
      sdk: '^1.0.0',
      application: {
        name: 'shop',
        title: 'Shop',
        description: 'A shop.',
        categories: ['shop'],
        logo: 'logo.svg',
        authentication: 'apiKey',
        hosts: ['api.example.com'],
        settings: { properties: { region: { enum: ['eu', 'us'], default: 'eu' }, pin: { writeOnly: true } }, required: ['pin'] },
        credentials: { properties: { apiKey: { title: 'API key', writeOnly: true, format: 'password' } }, required: ['apiKey'] },
      },
      actions: [
        {
          name: 'get-order',
          kind: 'connector',
          title: 'Get an order',
          description: 'By its number.',
          input: { properties: { orderId: { type: 'string', title: 'Order' } } },
          output: { required: ['total'] },
        },
        { name: 'list-orders', kind: 'batch', output: { type: 'array', items: { properties: { id: { type: 'string' } } } } },
      ],
    });
  });

  it('gives what its own schema reads back from JSON, and JSON Schema describes', () => {
    const manifest = describePlugin(definePlugin({ application: Shop, connectors: [GetOrder, ListOrders] }), { sdk: '^1.0.0' });
    expect(Manifest.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
    const schema = manifestJsonSchema();
    expect(schema).toMatchObject({
      title: 'Manifest of a Mortise plugin',
      type: 'object',
      required: ['manifestVersion', 'sdk', 'application', 'actions'],
    });
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(z.fromJSONSchema(structuredClone(schema)).safeParse(JSON.parse(JSON.stringify(manifest))).success).toBe(true);
    expect(z.fromJSONSchema(structuredClone(schema)).safeParse({ ...manifest, manifestVersion: 2 }).success).toBe(false);
  });

  it.each<[string, z.ZodObject, (settings: Settings) => string, string[]]>([
    ['a fixed one', z.object({}), () => 'https://API.example.com/v1', ['api.example.com']],
    ['one with a port', z.object({}), () => 'https://api.example.com:8443', ['api.example.com:8443']],
    ['one below a slug', z.object({ shop: slug('Shop') }), ({ shop }) => `https://${shop}.myshop.com/admin`, ['*.myshop.com']],
    ['one around a slug', z.object({ shop: slug('Shop') }), ({ shop }) => `https://api-${shop}-eu.myshop.com`, ['*.myshop.com']],
    [
      'one with labels before the slug',
      z.object({ shop: slug('Shop') }),
      ({ shop }) => `https://api.${shop}.myshop.com`,
      ['*.myshop.com'],
    ],
    [
      'one with two slugs',
      z.object({ a: slug('A'), b: slug('B') }),
      ({ a, b }) => `https://${a}.${b}.myshop.com`,
      ['*.myshop.com'],
    ],
    [
      'one with a choice',
      z.object({ region: z.enum(['eu', 'us']) }),
      ({ region }) => `https://${region}.myshop.com`,
      ['eu.myshop.com', 'us.myshop.com'],
    ],
    ['one that is a setting', z.object({ url: url('Address') }), ({ url }) => `${url}/api`, ['{url}']],
    [
      'one of mixed case',
      z.object({ shopAddress: url('Address') }),
      ({ shopAddress }) => `${shopAddress}/API`,
      ['{shopAddress}'],
    ],
    [
      'a slug of mixed case',
      z.object({ shopName: slug('Shop') }),
      ({ shopName }) => `https://${shopName}.MyShop.com`,
      ['*.myshop.com'],
    ],
    [
      'one with a setting in its path',
      z.object({ tenant: text('Tenant') }),
      ({ tenant }) => `https://api.example.com/${tenant}`,
      ['api.example.com'],
    ],
    [
      'a setting with a long name',
      z.object({ ['x'.repeat(40)]: slug('Shop') }),
      (all) => `https://${all['x'.repeat(40)]}.myshop.com`,
      ['*.myshop.com'],
    ],
  ])('finds the host: %s', (_what, settings, baseUrl, expected) => {
    expect(hostsOf(settings, baseUrl)).toEqual(expected);
  });

  it('adds the host of the token endpoint and those that the application declares, each once', () => {
    const base = () => 'https://api.example.com';
    expect(
      hostsOf(z.object({}), base, ['*.files.example.com', 'api.example.com'], () => 'https://login.example.net/token'),
    ).toEqual(['api.example.com', 'login.example.net', '*.files.example.com']);
  });

  it.each<[string, z.ZodObject, (settings: Settings) => string]>([
    ['is the whole host', z.object({ host: slug('Host') }), ({ host }) => `https://${host}`],
    ['is the domain', z.object({ domain: slug('Domain') }), ({ domain }) => `https://api.${domain}.com`],
    ['is the end of the host', z.object({ end: text('End') }), ({ end }) => `https://api.example.${end}`],
    ['is free text that could hold a host', z.object({ host: text('Host') }), ({ host }) => `https://${host}/api`],
    ['is a number that decides the port', z.object({ port: number('Port') }), ({ port }) => `https://api.example.com:${port}`],
    [
      'is one of a few numbers that decide the host',
      z.object({ server: number('Server', { min: 1, max: 9, integer: true }) }),
      ({ server }) => `https://api${server}.example.com`,
    ],
    ['is the port', z.object({ port: text('Port') }), ({ port }) => `https://api.example.com:${port}`],
    [
      'is an address that becomes part of a host',
      z.object({ url: url('Address') }),
      ({ url }) => `https://api.${new URL(String(url)).host}`,
    ],
    ['must be of a certain shape', z.object({ a: text('A') }), ({ a }) => `https://${JSON.parse(String(a)).host}.example.com`],
  ])('refuses a setting that %s', (_what, settings, baseUrl) => {
    expect(() => hostsOf(settings, baseUrl)).toThrow(/^The hosts of "shop" cannot be told without real settings\./);
  });

  it('refuses a setting that has the name of a credential, which a connector could then read', () => {
    class Leaky extends Shop {
      override readonly settings = z.object({
        region: z.enum(['eu', 'us']).default('eu'),
        note: text('Note').optional(),
        pin: secret('PIN'),
        token: text('Token'),
      });
      override readonly authentication = bearer();
    }
    const plugin = definePlugin({ application: Leaky, connectors: [] });
    expect(() => describePlugin(plugin, { sdk: '^1.0.0' })).toThrow('The setting "token" of "shop" has the name of a credential');
  });

  it('names the schema that JSON does not know', () => {
    class Odd extends GetOrder {
      override readonly input = z.object({ orderId: z.string(), at: z.date() });
    }
    const plugin = definePlugin({ application: Shop, connectors: [Odd] });
    expect(() => describePlugin(plugin, { sdk: '^1.0.0' })).toThrow('get-order: input cannot be described as JSON Schema');
  });
});

describe('writeManifest', () => {
  it('writes what the built plugin says to where its package.json names it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mortise-manifest-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    await mkdir(join(directory, 'dist'));
    const packageJson = {
      name: 'x',
      version: '1.0.0',
      type: 'module',
      files: ['dist', 'logo.svg'],
      mortise: { manifest: './dist/manifest.json' },
      peerDependencies: { '@mortise/sdk': '^1.2.0' },
    };
    await writeFile(join(directory, 'package.json'), JSON.stringify(packageJson));
    const index = pathToFileURL(join(import.meta.dirname, '../../../../plugins/demo-shop/src/index.ts')).href;
    await writeFile(join(directory, 'dist/index.js'), `export { default } from ${JSON.stringify(index)};`);

    const manifest = await writeManifest(directory);

    expect(manifest).toMatchObject({ sdk: '^1.2.0', application: { name: 'demo-shop', logo: 'logo.svg' } });
    const text = await readFile(join(directory, 'dist/manifest.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(manifest);
    expect(text.endsWith('}\n')).toBe(true);
  });
});
