import { Names } from './code/names.ts';
import { capitalise, kebab } from './code/words.ts';
import { CreateError } from './create-error.ts';

/** The name of a plugin in the forms in which files use it. */
export interface PluginName {
  /** `my-erp`: the application's name and the folder. */
  readonly kebab: string;
  /** `MyErp`: the class. */
  readonly pascal: string;
  /** `My erp`: what people read. */
  readonly title: string;
  /** `mortise-plugin-my-erp`: the package. */
  readonly packageName: string;
}

const pattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const scoped = /^@[a-z0-9][a-z0-9._-]*\/(?:mortise-)?(?:plugin-)?([^/]*)$/;
const longest = 60;
/** Windows opens a device where a folder has one of these names, and npm takes none of the last two. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d|node-modules|favicon-ico)$/;

/** Reads `my-erp`, or `@me/plugin-my-erp` for a package with a scope. Throws a CreateError for a name that no application may have. */
export function readPluginName(text: string): PluginName {
  const name = scoped.exec(text)?.[1] ?? text.replace(/^mortise-plugin-/, '');
  if (!pattern.test(name) || name.length > longest) throw unfit(text);
  if (devices.test(name))
    throw new CreateError(
      `"${name}" cannot be the name of a plugin: systems or registries keep it for themselves.`,
      `Choose another one, such as ${name}-service`,
    );
  const words = name.split('-');
  return {
    kebab: name,
    pascal: new Names().take(words.map(capitalise).join(''), 'Service'),
    title: capitalise(words.join(' ')),
    packageName: text.startsWith('@') ? text : `mortise-plugin-${name}`,
  };
}

function unfit(text: string): CreateError {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  const meant = kebab(text.slice(0, 200), '').replace(/^-/, '');
  return new CreateError(
    `${JSON.stringify(shown)} cannot be the name of a plugin. Use lower case letters, digits and single hyphens, at most ${longest}; a scope may stand before it.`,
    pattern.test(meant) && !devices.test(meant) ? `Did you mean ${meant}?` : 'For example my-erp, or @me/plugin-my-erp',
  );
}
