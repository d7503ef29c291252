import { isDeepStrictEqual } from 'node:util';
import type { Manifest, ManifestAction } from '@mortise/sdk/manifest';
import { z } from 'zod';

/** One difference between what a service offered and what it offers now. */
export const ContractChange = z.strictObject({
  action: z.string().meta({ description: 'Id of the action' }),
  breaking: z.boolean().meta({ description: 'Whether steps that worked may fail now' }),
  change: z.string().meta({ description: 'As in "`amount` became required"' }),
});
export type ContractChange = z.infer<typeof ContractChange>;

/** The keywords that are followed. Of any other only a difference is seen. */
const Keywords = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
});

/** What a schema says to people, and what it fills in by itself, changes nothing for whoever sends a value. */
const notes = ['title', 'description', 'default', 'examples', 'help'];

/** A part of what a schema lets through: a type with its limits, or a single value. */
type Variant = {
  readonly type: string;
  readonly value?: unknown;
  readonly fields: ReadonlyMap<string, unknown>;
  readonly required: readonly string[];
  readonly others: unknown;
  readonly items: unknown;
  readonly limits: Readonly<Record<string, unknown>>;
};
type Variants = ReadonlyMap<string, Variant>;

type Change = Omit<ContractChange, 'action'>;
type Shift = { readonly narrows: boolean; readonly widens: boolean };
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

function variantsOf(schema: unknown): Variant[] {
  const { type, properties, required, additionalProperties: others = true, items = true, ...more } = keywordsOf(schema);
  const { const: value, enum: values = value === undefined ? undefined : [value], ...limits } = more;
  const union = limits.anyOf ?? limits.oneOf;
  if (union && !type && !properties && Object.keys(limits).length === 1) return union.flatMap(variantsOf);
  const variant = { fields: new Map(Object.entries(properties ?? {})), required, others, items, limits };
  if (values) return values.map((each) => ({ ...variant, type: typeOf(each), value: each }));
  return [type ?? (properties ? 'object' : 'anything')].flat().map((each) => ({ ...variant, type: each }));
}

function keywordsOf(schema: unknown): z.infer<typeof Keywords> {
  if (typeof schema === 'boolean') return { required: [], ...(!schema && { not: {} }) };
  const { data } = Keywords.safeParse(schema);
  if (!data) return { required: [], unread: schema };
  // Zod gives every integer the bounds of what JavaScript counts exactly, and a number none.
  const silent: unknown[] = [undefined, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const kept = Object.entries(data).filter(
    ([name, value]) => !notes.includes(name) && !silent.includes(value) && !isAnyName(name, value),
  );
  return { required: data.required, ...Object.fromEntries(kept) };
}

/** What zod says of every record, and JSON of every object. */
function isAnyName(name: string, value: unknown): boolean {
  return name === 'propertyNames' && isDeepStrictEqual(value, { type: 'string' });
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Number.isInteger(value) ? 'integer' : typeof value;
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

/** Those that the others neither have nor let through as a part of a wider one. */
function missing(variants: Variants, others: Variants): Variants {
  const wide = [...others.values()].filter(({ value }) => value === undefined);
  return new Map([...variants].filter(([text, each]) => !others.has(text) && !wide.some((other) => covers(other, each))));
}

function covers(wide: Variant, { type, value, limits }: Variant): boolean {
  const isWider = wide.type === 'anything' || (wide.type === 'number' && type === 'integer');
  return (isWider || (wide.type === type && value !== undefined)) && !shiftOf(limits, wide.limits).narrows;
}

function shiftOf(old: Variant['limits'], current: Variant['limits']): Shift {
  const shifts = Object.keys({ ...old, ...current }).map((name): Shift => {
    const [was, is] = [old[name], current[name]];
    if (isDeepStrictEqual(was, is)) return { narrows: false, widens: false };
    const isLimit = /^(min|max|exclusive|format$|pattern$|multipleOf$|propertyNames$)/.test(name);
    if (isLimit && (was === undefined || is === undefined)) return { narrows: was === undefined, widens: is === undefined };
    const bound = /min|max/i.exec(name)?.[0].toLowerCase();
    if (!isLimit || !bound || typeof was !== 'number' || typeof is !== 'number') return { narrows: true, widens: true };
    const narrows = bound === 'min' ? is > was : is < was;
    return { narrows, widens: !narrows };
  });
  return { narrows: shifts.some(({ narrows }) => narrows), widens: shifts.some(({ widens }) => widens) };
}

function isOpen(others: unknown): boolean {
  return others === true || isDeepStrictEqual(others, {});
}

function tell({ side, path, where }: Place, { narrows, widens }: Shift, words: string): Change {
  const subject = path ? `\`${path}\`${side === 'output' ? ' of the output' : ''}` : `the ${side}`;
  return { breaking: side === 'input' ? narrows : widens, change: `${subject} ${words}${where}` };
}
