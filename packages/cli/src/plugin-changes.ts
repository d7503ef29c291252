import type { Plugin } from './host/answers.ts';
import { printable } from './printable.ts';

/** What became of the plugins, a line for each that came, went or failed. */
export function pluginChanges(before: readonly Plugin[], after: readonly Plugin[]): string[] {
  const known = new Map(before.map((plugin) => [keyOf(plugin), plugin]));
  const left = new Set(after.map(keyOf));
  const gone = before.filter((plugin) => !left.has(keyOf(plugin))).map((plugin) => `- ${nameOf(plugin)}`);
  const come = after.flatMap((plugin) => {
    const earlier = known.get(keyOf(plugin));
    return earlier?.status === plugin.status && earlier.reason === plugin.reason ? [] : [arrival(plugin)];
  });
  return [...gone, ...come].map((line) => `plugins  ${printable(line)}`);
}

function arrival(plugin: Plugin): string {
  if (plugin.status === 'ready') return `+ ${nameOf(plugin)} ready`;
  return `✗ ${nameOf(plugin)} failed${plugin.reason ? `: ${plugin.reason}` : ''}`;
}

/** Of a plugin there can be several versions. */
function keyOf({ name, version }: Plugin): string {
  return `${name}@${version}`;
}

function nameOf({ name, version }: Plugin): string {
  return `${name} ${version}`;
}
