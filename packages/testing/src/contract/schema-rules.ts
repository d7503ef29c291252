import { type Action, type JsonSchema, toJsonSchema } from '@mortise/sdk';
import { describePlugin } from '@mortise/sdk/manifest';
import type { PluginPackage } from './plugin-package.ts';

/** Kinds whose output is what a service says; services add fields without asking. */
const ofService: ReadonlySet<string> = new Set(['connector', 'batch', 'webhook', 'poll']);

/** The host lists the plugin by its manifest alone. */
export function manifestProblems({ plugin, packageJson }: PluginPackage): string[] {
  try {
    const { application, actions } = describePlugin(plugin, {
      sdk: packageJson.peerDependencies['@mortise/sdk'] ?? '*',
      logo: 'logo.svg',
    });
    return [
      ...(application.hosts.length > 0 ? [] : ['The application names no host.']),
      ...(application.categories.length > 0 ? [] : ['The application is in no category, so the store cannot list it.']),
      ...(actions.length > 0 ? [] : ['The plugin has no action.']),
    ];
  } catch (error) {
    return [`The manifest cannot be made. ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Schemas can be described, inputs are objects, outputs let unknown fields pass. */
export function schemaProblems({ plugin }: PluginPackage): string[] {
  return plugin.actions.flatMap((action) => {
    const sides = [
      ...(['input', 'output'] as const).map((side) => describe(action, 'input', side)),
      ...(['input', 'output'] as const).map((side) => describe(action, 'output', side)),
    ];
    const [input, , , output] = sides;
    const problems = sides.filter((side) => typeof side === 'string');
    if (problems.length > 0 || typeof input !== 'object' || typeof output !== 'object') return problems;
    const strict = ofService.has(action.kind) ? strictObjects(output, '') : [];
    return [
      ...(input['type'] === 'object' ? [] : [`The input of ${action.name} is not an object, so no form can be drawn for it.`]),
      ...strict.map(
        (place) => `The output of ${action.name} drops unknown fields${place ? ` at ${place}` : ''}. Use z.looseObject().`,
      ),
    ];
  });
}

function describe(action: Action, schema: 'input' | 'output', side: 'input' | 'output'): JsonSchema | string {
  try {
    return toJsonSchema(action[schema], side);
  } catch (error) {
    return `The ${schema} of ${action.name} cannot be described as JSON Schema. ${error instanceof Error ? error.message : ''}`;
  }
}

/** The places in a schema at which an object with named fields takes no others. */
function strictObjects(schema: unknown, place: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const isStrict = 'properties' in schema && 'additionalProperties' in schema && schema.additionalProperties === false;
  const below = Object.entries(schema).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'properties' || name === '$defs') return children(value, place);
    if (name === 'items' || name === 'additionalProperties') return [[`${place}[]`, value]];
    return name === 'anyOf' || name === 'oneOf' || name === 'allOf' || name === 'prefixItems'
      ? children(value, place).map(([, child]): [string, unknown] => [place, child])
      : [];
  });
  return [...(isStrict ? [place] : []), ...below.flatMap(([at, child]) => strictObjects(child, at))];
}

function children(value: unknown, place: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, child]): [string, unknown] => [place ? `${place}.${name}` : name, child]);
}
