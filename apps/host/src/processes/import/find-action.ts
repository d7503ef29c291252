import type { CatalogueAction } from '@mortise/runtime';
import type { TopologyNode } from './topology.ts';

/** Words that Orchesty's names of actions end with, and ours do not. */
const endings = new Set(['batch', 'connector', 'custom', 'mapper', 'node', 'webhook', 'action']);

/** The action of an installed plugin that does what a node does: of the same application and name, written in either manner. */
export function findAction(
  { name, application, kind }: TopologyNode,
  actions: readonly CatalogueAction[],
): CatalogueAction | undefined {
  const isWebhook = kind === 'webhook';
  const candidates = actions.filter(({ action }) => (action.kind === 'webhook') === isWebhook && action.kind !== 'poll');
  const wanted = application === undefined ? undefined : kebab(application);
  const matches = candidates.filter(({ plugin, action }) => {
    const own = plugin.manifest.application.name;
    if (wanted !== undefined && own !== wanted) return false;
    const words = bareWords(name, own);
    // Without an application the name has to say which one is meant.
    return (
      words.join(' ') === bareWords(action.name, own).join(' ') && (wanted !== undefined || kebab(name).startsWith(`${own}-`))
    );
  });
  return matches.length === 1 ? matches[0] : undefined;
}

/** The id of the action that a plugin would have to offer; nothing where the file names no place for it. */
export function wantedAction({ name, application, worker }: TopologyNode): string | undefined {
  const owner = kebab(application ?? worker ?? '');
  const own = application === undefined ? kebab(name) : bareWords(name, owner).join('-');
  return isName(owner) && isName(own) ? `${owner}.${own}` : undefined;
}

export function kebab(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function isName(text: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(text);
}

function bareWords(name: string, application: string): string[] {
  const whole = kebab(name);
  const words = (whole.startsWith(`${application}-`) ? whole.slice(application.length + 1) : whole).split('-');
  while (words.length > 1 && endings.has(words.at(-1) ?? '')) words.pop();
  return words;
}
