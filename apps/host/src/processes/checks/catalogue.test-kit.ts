import type { CatalogueAction, PluginCatalogue } from '@mortise/runtime';
import type { ActionKind, JsonSchema } from '@mortise/sdk';
import { Manifest } from '@mortise/sdk/manifest';
import { ProcessDocument } from '../process-document.ts';

export interface ActionFacts {
  readonly kind?: ActionKind;
  readonly input?: JsonSchema;
  readonly output?: JsonSchema;
}

type TestCatalogue = Pick<PluginCatalogue, 'find' | 'versionsOf' | 'actions'>;

/** A plugin `shop` with these actions, which needs a connection where it asks for a token. */
export function shopCatalogue(actions: Readonly<Record<string, ActionFacts>>, { hasToken = false } = {}): TestCatalogue {
  const token = { type: 'string', title: 'Token', format: 'password', writeOnly: true };
  const manifest = Manifest.parse({
    manifestVersion: 1,
    sdk: '^1.0.0',
    application: {
      name: 'shop',
      title: 'Shop',
      description: 'Sells things.',
      categories: [],
      authentication: hasToken ? 'bearer' : 'none',
      hosts: [],
      settings: { type: 'object', properties: {} },
      credentials: { type: 'object', properties: hasToken ? { token } : {}, required: hasToken ? ['token'] : [] },
    },
    actions: Object.entries(actions).map(([name, { kind = 'connector', input = {}, output = {} }]) => ({
      name,
      kind,
      title: name,
      input,
      output,
    })),
  });
  const plugin = { name: 'plugin-shop', version: '1.2.0', directory: '', entry: '', revision: 'shop', manifest };
  const listed: CatalogueAction[] = manifest.actions.map((action) => ({ id: `shop.${action.name}`, plugin, action }));
  return {
    actions: listed,
    find: (id, version = plugin.version) => (version === plugin.version ? listed.find((each) => each.id === id) : undefined),
    versionsOf: (id) => (listed.some((each) => each.id === id) ? [plugin.version] : []),
  };
}

/** A document as it is after its schema has filled in what was left out. */
export function documentOf(steps: object, edges: readonly (readonly [string, string])[] = []): ProcessDocument {
  return ProcessDocument.parse({ title: 'A test', steps, edges: edges.map(([from, to]) => ({ from, to })) });
}
