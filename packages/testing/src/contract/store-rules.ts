import type { PluginPackage } from './plugin-package.ts';

/** Titles are sentences without their dot: "Get an order". */
export function titleProblems({ plugin: { application, actions } }: PluginPackage): string[] {
  const problems = [application.title, ...actions.map(({ title }) => title)].flatMap((title) => [
    ...(/^[\p{Lu}\d]|^\p{Ll}+\p{Lu}/u.test(title) ? [] : [`"${title}" does not begin with a capital letter.`]),
    ...(/[.\s]$/.test(title) ? [`"${title}" ends with a dot or a space.`] : []),
  ]);
  const known = new Set(application.title.split(/\s+/));
  for (const { title } of actions) {
    // Names of products keep their capitals; where every plain word has one, it is a headline.
    const words = title.split(/\s+/).slice(1);
    const plain = words.filter((word) => /^\p{L}{4,}$/u.test(word) && !known.has(word));
    if (plain.length > 0 && plain.every((word) => /^\p{Lu}\p{Ll}+$/u.test(word))) {
      problems.push(`"${title}" is written like a headline. Write it in sentence case: "Get an order".`);
    }
  }
  return problems;
}

/** Descriptions are sentences, and say more than the title. */
export function descriptionProblems({ plugin: { application, actions } }: PluginPackage): string[] {
  return [application, ...actions].flatMap(({ name, title, description }) => {
    if (description === undefined) return [];
    if (!/[.!?]$/.test(description)) return [`The description of ${name} does not end with a dot.`];
    return description.replace(/\.$/, '') === title ? [`The description of ${name} only repeats its title.`] : [];
  });
}

const parts = [/^## What it connects/m, /^## How to connect it/m, /^## What it offers/m, /^## Known limits/m];

/** The README has its four parts, and its table names every action. */
export function readmeProblems({ readme, plugin }: PluginPackage): string[] {
  if (!readme) return ['There is no README.md.'];
  return [
    ...parts.filter((part) => !part.test(readme)).map((part) => `README.md has no part "${part.source.slice(4)}".`),
    ...plugin.actions
      .filter(({ name }) => !readme.includes(`\`${name}\``))
      .map(({ name }) => `README.md does not name \`${name}\`.`),
  ];
}

const maxLogoBytes = 20_000;
const unsafe: readonly [what: string, pattern: RegExp][] = [
  ['a script', /<script|javascript:/i],
  ['an event handler', /\son[a-z]+\s*=/i],
  ['a reference to something outside of it', /(?:href|src)\s*=\s*["']?\s*(?!#|["'\s#])|url\(\s*["']?(?!#)|@import/i],
  ['foreign content', /<(?:foreignObject|image|iframe|embed|object|use\s[^>]*http)/i],
  ['a document type or an entity', /<!(?:DOCTYPE|ENTITY)/i],
];

/** The logo is an SVG that can be shown on any page without harm. */
export function logoProblems({ logo }: PluginPackage): string[] {
  if (!logo) return ['There is no logo.svg.'];
  return [
    ...(/<svg[\s>]/.test(logo) && /\sviewBox=/.test(logo) ? [] : ['logo.svg is not an SVG with a viewBox.']),
    ...(Buffer.byteLength(logo) > maxLogoBytes ? [`logo.svg is larger than ${maxLogoBytes} bytes.`] : []),
    ...unsafe.filter(([, pattern]) => pattern.test(logo)).map(([what]) => `logo.svg holds ${what}.`),
  ];
}
