import type { Manifest, ManifestAction } from '@mortise/sdk/manifest';
import type { DescribedBuild } from './describe-build.ts';
import { fail, ok, type PluginFinding, warn } from './subject.ts';

export function checkNames({ application, actions }: Manifest): PluginFinding {
  const names = actions.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return fail('names', `The name ${twice} is used twice.`, 'Give each action its own name.');
  if (actions.length === 0) return fail('names', 'The plugin offers no action.', 'Add a connector to definePlugin().');
  return ok('names', `${application.name} and ${names.length} action names are well formed`);
}

export function checkTitles({ application, actions }: Manifest): PluginFinding {
  const poor = actions.filter(({ name, title }) => title === name || title.endsWith('.') || isHeadline(title));
  const [first] = poor;
  if (first)
    return warn('titles', `"${first.title}" (${first.name}) is no title in sentence case.`, 'Write it like "Get an order".');
  const titles = actions.map(({ title }) => title);
  const twice = titles.find((title, index) => titles.indexOf(title) !== index);
  if (twice !== undefined) return warn('titles', `Two actions are called "${twice}".`, 'Let titles tell actions apart.');
  return ok('titles', `${application.title}, and ${titles.length} titles in sentence case`);
}

/** Every Word With A Capital. Names of things excuse one such word, not all of four. */
function isHeadline(title: string): boolean {
  const words = title.split(' ');
  return words.length > 2 && words.every((word) => /^\p{Lu}/u.test(word));
}

export function checkSchemas({ actions }: Manifest): PluginFinding {
  const noForm = actions.find(({ input }) => !isForm(input));
  if (noForm) return fail('schemas', `The input of ${noForm.name} is no object.`, 'Declare it with z.object({ … }).');
  const untold = actions.find((action) => Object.keys(outputOf(action)).length === 0);
  if (untold) return warn('schemas', `The output of ${untold.name} can be anything.`, 'Declare the fields that others may use.');
  return ok('schemas', 'every action has JSON Schemas of its input and output');
}

function isForm(input: ManifestAction['input']): boolean {
  return input['type'] === 'object' || ['anyOf', 'oneOf', 'allOf', '$ref'].some((key) => key in input);
}

function outputOf({ kind, output }: ManifestAction): object {
  const { items } = output;
  return kind === 'batch' && typeof items === 'object' && items !== null ? items : output;
}

/** Without a test nobody hears that a login is refused before the first call. */
export function checkTest({ application: { title, credentials }, hasTest }: DescribedBuild): PluginFinding {
  if (hasTest) return ok('test', 'can ask the service whether it accepts a login');
  if (Object.keys(credentials.properties).length === 0) return ok('test', 'has no login that could be tested');
  return warn('test', `${title} has a login and no test().`, "Give it test() with a cheap request, for example get('/me').");
}

export function checkHosts({ application: { hosts } }: Manifest): PluginFinding {
  if (hosts.length === 0)
    return fail('hosts', 'No host is declared, so every request would be refused.', 'Give the application a baseUrl().');
  const wide = hosts.find((host) => /^\*(\.[^.]+)?$/.test(host));
  if (wide !== undefined) return fail('hosts', `${wide} allows nearly every host.`, 'Name the hosts of the service.');
  return ok('hosts', `talks to ${hosts.join(', ')}`);
}
