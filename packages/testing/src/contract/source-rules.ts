import { isBuiltin } from 'node:module';
import { type PluginPackage, sourceOf } from './plugin-package.ts';

const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** An action's name is unique and is that of its file. */
export function nameProblems(pluginPackage: PluginPackage): string[] {
  const { application, actions } = pluginPackage.plugin;
  const names = actions.map(({ name }) => name);
  return [
    ...[application.name, ...names]
      .filter((name) => !namePattern.test(name))
      .map((name) => `"${name}" is not a name. Use lower case, digits and single hyphens.`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `"${name}" is defined twice.`),
    ...names.filter((name) => !sourceOf(pluginPackage, name)).map((name) => `There is no file ${name}.ts below src.`),
    ...(sourceOf(pluginPackage, `${application.name}.application`)
      ? []
      : [`There is no file ${application.name}.application.ts below src.`]),
  ];
}

/** Above each class stands a link to the page of the service that describes it. */
export function documentationProblems(pluginPackage: PluginPackage): string[] {
  const { application, actions } = pluginPackage.plugin;
  return [`${application.name}.application`, ...actions.map(({ name }) => name)].flatMap((name) => {
    const text = sourceOf(pluginPackage, name)?.text;
    if (text === undefined) return [];
    return /\*\s*@see\s+https:\/\/\S+[\s\S]*?\*\/\s*export (?:abstract )?class /.test(text)
      ? []
      : [`${name}.ts has no "@see https://…" above its class. Link the page that describes it.`];
  });
}

/** An action is tested beside its file, or in a matrix of the whole plugin. */
export function testProblems(pluginPackage: PluginPackage): string[] {
  const matrices = pluginPackage.tests.filter(({ text }) => text.includes('faultMatrix('));
  return pluginPackage.plugin.actions.flatMap(({ name }) => {
    const file = sourceOf(pluginPackage, name);
    const isBeside = file && pluginPackage.tests.some(({ path }) => path === file.path.replace(/\.ts$/, '.test.ts'));
    const isInMatrix = matrices.some(({ text }) => new RegExp(`['"]?\\b${name}(?:['"]?:|\\.ts['"])`).test(text));
    return isBeside || isInMatrix ? [] : [`${name} has neither ${name}.test.ts beside its file nor a case in a faultMatrix().`];
  });
}

/** Comments, texts and what imports and exports rename are no code that could do any of it. */
const noCode =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\b(?:import|export)\s+(?:type\s+)?(?:\w+\s*,\s*)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})/g;

const forbidden: readonly [what: string, pattern: RegExp][] = [
  ['uses `any`. Name the type, or use `unknown` and a schema', /(?:[:<,|&(=]|\bas)\s*any\b(?!\s*[:(])/],
  ['casts with `as`. Let a schema or a type guard find out', /[\w)\]}]\s+as\s+(?!const\b)[\w{[(]/],
  ['uses z.any(). Use z.unknown(), or say what it is', /\bz\s*\.\s*any\s*\(/],
  ['asserts with `!` that a value is there. Look whether it is', /[\w)\]]!(?=\s*[.;,)\]}[(\n])/],
  ['calls fetch(). Return a request, or use context.send()', /(?<![.\w])(?:globalThis\s*\.\s*)?fetch\s*\(|\bglobalThis\b/],
  ['reads what belongs to the process. Make it a setting of the application', /(?<![.\w])process\s*(?:\.|\[)/],
  ['evaluates code', /(?<![.\w])eval\s*\(|\bnew\s+Function\s*\(/],
];

const silenced = /@ts-(?:ignore|expect-error|nocheck)\b/;
const imported = /\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g;
/** Of Node.js only what calculates: the rest reaches the network, the disk or another process. */
const harmless = new Set(['assert', 'buffer', 'crypto', 'querystring', 'string_decoder', 'url', 'util']);
const clients = /^(?:undici|axios|got|ky|node-fetch|cross-fetch|superagent|needle|request|ws)(?:\/|$)/;

function importsOf(text: string): readonly string[] {
  return [...text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ').matchAll(imported)].map(([, name = '']) => name);
}

function reachesOut(name: string): boolean {
  if (clients.test(name)) return true;
  const builtin = name.replace(/^node:/, '');
  return isBuiltin(name) && !harmless.has(builtin);
}

/** Plugin code describes requests; it reaches nothing by itself and is typed throughout. */
export function codeProblems({ sources }: PluginPackage): string[] {
  return sources.flatMap(({ path, text }) => {
    const code = text.replace(noCode, ' ');
    return [
      ...forbidden.filter(([, pattern]) => pattern.test(code)).map(([what]) => `${path} ${what}.`),
      ...importsOf(text)
        .filter(reachesOut)
        .map((name) => `${path} imports "${name}". Return a request, or use context.send().`),
      ...(silenced.test(text) ? [`${path} silences the compiler. Let the types say what is meant.`] : []),
    ];
  });
}
