import type { Manifest, ManifestAction } from '@mortise/sdk/manifest';
import { z } from 'zod';
import { keywordsOf, type Variant, type Variants, variantsOf } from './schema-variants.ts';
import { isOpen, missing, type Shift, shiftOf } from './variant-shift.ts';

/** One difference between what a service offered and what it offers now. */
export const ContractChange = z.strictObject({
  action: z.string().meta({ description: 'Id of the action' }),
  breaking: z.boolean().meta({ description: 'Whether steps that worked may fail now' }),
  change: z.string().meta({ description: 'As in "`amount` became required"' }),
});
export type ContractChange = z.infer<typeof ContractChange>;

type Change = Omit<ContractChange, 'action'>;
type Place = { readonly side: 'input' | 'output'; readonly path: string; readonly where: string };

/** What changed, action by action, in words for whoever uses them. */
export function contractChanges(before: readonly Manifest[], after: readonly Manifest[]): ContractChange[] {
  const [old, current] = [actionsOf(before), actionsOf(after)];
  return [
    ...[...old].flatMap(([action, was]) => {
      const is = current.get(action);
      return (is ? actionChanges(was, is) : [{ breaking: true, change: 'was removed' }]).map((each) => ({ action, ...each }));
    }),
    ...[...current.keys()]
      .filter((action) => !old.has(action))
      .map((action) => ({ action, breaking: false, change: 'was added' })),
  ];
}

function actionsOf(offers: readonly Manifest[]): Map<string, ManifestAction> {
  return new Map(
    offers.flatMap(({ application, actions }) =>
      actions.map((action) => [`${application.name}.${action.name}`, action] as const),
    ),
  );
}

function actionChanges(was: ManifestAction, is: ManifestAction): Change[] {
  const isRepeatedLess = was.repeatable !== false && is.repeatable === false;
  return [
    ...schemaChanges(was.input, is.input, { side: 'input', path: '', where: '' }),
    ...schemaChanges(was.output, is.output, { side: 'output', path: '', where: '' }),
    ...(isRepeatedLess ? [{ breaking: false, change: 'is no longer repeated after a loss' }] : []),
  ];
}

function schemaChanges(before: unknown, after: unknown, at: Place): Change[] {
  if (before === after) return [];
  const sides = [variantsOf(before), variantsOf(after)] as const;
  const tag = tagOf(sides);
  const [old, current] = [byText(sides[0], tag), byText(sides[1], tag)];
  const [lost, gained] = [missing(old, current), missing(current, old)];
  const shared = [...old].flatMap(([text, was]) => {
    const is = current.get(text);
    return is ? variantChanges(was, is, tag && was.fields.has(tag) ? { ...at, where: `${at.where} in ${text}` } : at) : [];
  });
  const [narrows, widens] = [lost.size > 0, gained.size > 0];
  if (!narrows && !widens) return shared;
  // An integer that became a number is neither gone nor new: naming one of the two would say that it is.
  const isPart = missing(current, lost).size < current.size || missing(old, gained).size < old.size;
  if (isPart || ![...old.keys()].some((text) => current.has(text))) {
    return [tell(at, { narrows, widens }, `became ${listOf(current)}, it was ${listOf(old)}`), ...shared];
  }
  const [no, too] = at.side === 'input' ? ['does not take', 'takes'] : ['is not', 'may be'];
  return [
    ...(narrows ? [tell(at, { narrows, widens: false }, `${no} ${listOf(lost)} any more`)] : []),
    ...(widens ? [tell(at, { narrows: false, widens }, `${too} ${listOf(gained)} too`)] : []),
    ...shared,
  ];
}

function variantChanges(was: Variant, is: Variant, at: Place): Change[] {
  const shift = shiftOf(was.limits, is.limits);
  const amount = shift.narrows ? (shift.widens ? 'other' : 'fewer') : 'more';
  const values = `${at.side === 'input' ? 'takes' : 'may hold'} ${amount} values than before`;
  const names = [...new Set([...was.fields.keys(), ...is.fields.keys()])];
  return [
    ...(shift.narrows || shift.widens ? [tell(at, shift, values)] : []),
    ...names.flatMap((name) => fieldChanges(name, was, is, { ...at, path: at.path ? `${at.path}.${name}` : name })),
    ...othersChanges(was.others, is.others, at),
    ...schemaChanges(was.items, is.items, { ...at, path: `${at.path}[]` }),
  ];
}

function fieldChanges(name: string, was: Variant, is: Variant, at: Place): Change[] {
  const [before, after] = [was.fields.get(name), is.fields.get(name)];
  const [wasRequired, isRequired] = [was.required.includes(name), is.required.includes(name)];
  const say = (breaking: boolean, change: string): Change => ({ breaking, change: change + at.where });
  const field = `\`${at.path}\``;
  if (at.side === 'output') {
    if (before === undefined) return [say(false, `gives ${field} too`)];
    if (after === undefined) return [say(true, `does not give ${field} any more`)];
    const isLess = wasRequired && !isRequired;
    return [...schemaChanges(before, after, at), ...(isLess ? [say(true, `does not always give ${field} any more`)] : [])];
  }
  if (before === undefined) return [say(isRequired, `${field} was added${isRequired ? ' and is required' : ''}`)];
  // An object that is open lets the value through, unread.
  if (after === undefined) return [say(!isOpen(is.others), `${field} was removed`)];
  const changes = schemaChanges(before, after, at);
  if (isRequired === wasRequired) return changes;
  return [...changes, say(isRequired, `${field} ${isRequired ? 'became required' : 'may be left out now'}`)];
}

/** Of the properties without a name. They are part of what an output promises only where they have a schema, as in a record. */
function othersChanges(was: unknown, is: unknown, at: Place): Change[] {
  const path = at.path ? `${at.path}.*` : '*';
  if (was === is || (at.side === 'output' && (was === false || isOpen(was)))) return [];
  if (was !== false && is !== false) return schemaChanges(was, is, { ...at, path });
  const words = is === false ? 'refuses unknown properties now' : 'takes unknown properties too';
  if (at.side === 'input') return [tell(at, { narrows: is === false, widens: was === false }, words)];
  return [{ breaking: true, change: `does not give \`${path}\` any more${at.where}` }];
}

/** The property whose value tells the objects of a union apart. */
function tagOf(sides: readonly (readonly Variant[])[]): string | undefined {
  const objects = sides.map((variants) => variants.filter(({ type }) => type === 'object'));
  if (objects.every(({ length }) => length < 2)) return undefined;
  return [...(objects.flat()[0]?.fields.keys() ?? [])].find((name) =>
    objects.every((variants) => {
      const values = variants.map(({ fields }) => keywordsOf(fields.get(name) ?? true).const);
      return !values.includes(undefined) && new Set(values).size === values.length;
    }),
  );
}

/** Variants under the words for them; those that words do not tell apart go by their order. */
function byText(variants: readonly Variant[], tag: string | undefined): Variants {
  const counts = new Map<string, number>();
  return new Map(
    variants.map((variant) => {
      const text = textOf(variant, tag);
      const count = (counts.get(text) ?? 0) + 1;
      counts.set(text, count);
      return [count === 1 ? text : `${text} (${count})`, variant];
    }),
  );
}

function textOf({ type, value, fields }: Variant, tag: string | undefined): string {
  if (value !== undefined) return JSON.stringify(value);
  if (type === 'null' || type === 'anything') return type;
  const text = `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
  return tag && type === 'object' ? `${text} with \`${tag}\` ${JSON.stringify(keywordsOf(fields.get(tag)).const)}` : text;
}

function listOf(variants: Variants): string {
  return variants.size > 5 ? `one of ${variants.size} values` : [...variants.keys()].join(' or ');
}

function tell({ side, path, where }: Place, { narrows, widens }: Shift, words: string): Change {
  const subject = path ? `\`${path}\`${side === 'output' ? ' of the output' : ''}` : `the ${side}`;
  return { breaking: side === 'input' ? narrows : widens, change: `${subject} ${words}${where}` };
}
