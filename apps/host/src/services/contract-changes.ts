import type { Manifest, ManifestAction } from '@mortise/sdk/manifest';
import { z } from 'zod';

/** One difference between what a service offered and what it offers now. */
export const ContractChange = z.strictObject({
  action: z.string().meta({ description: 'Id of the action' }),
  breaking: z.boolean().meta({ description: 'Whether steps that worked may fail now' }),
  change: z.string().meta({ description: 'As in "`amount` became required"' }),
});
export type ContractChange = z.infer<typeof ContractChange>;

const ObjectSchema = z.looseObject({
  type: z.unknown(),
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

/** What changed, action by action, in words for whoever uses them. */
export function contractChanges(before: readonly Manifest[], after: readonly Manifest[]): ContractChange[] {
  const [old, current] = [actionsOf(before), actionsOf(after)];
  return [
    ...[...old].flatMap(([action, was]) => {
      const is = current.get(action);
      if (!is) return [{ action, breaking: true, change: 'was removed' }];
      return [...inputChanges(was, is), ...outputChanges(was, is)].map((each) => ({ action, ...each }));
    }),
    ...[...current.keys()]
      .filter((action) => !old.has(action))
      .map((action) => ({ action, breaking: false, change: 'was added' })),
  ];
}

type Change = Omit<ContractChange, 'action'>;

function inputChanges(was: ManifestAction, is: ManifestAction): Change[] {
  const [old, current] = [fieldsOf(was.input), fieldsOf(is.input)];
  return namesOf(old, current).flatMap((name): Change[] => {
    const [before, after] = [old.properties[name], current.properties[name]];
    const isRequired = current.required.includes(name);
    if (before === undefined)
      return [{ breaking: isRequired, change: `\`${name}\` was added${isRequired ? ' and is required' : ''}` }];
    if (after === undefined) return [{ breaking: true, change: `\`${name}\` is not taken any more` }];
    if (!isSame(before, after)) return [{ breaking: true, change: `\`${name}\` ${differs(before, after)}` }];
    if (isRequired === old.required.includes(name)) return [];
    return [{ breaking: isRequired, change: `\`${name}\` ${isRequired ? 'became required' : 'may be left out now'}` }];
  });
}

function outputChanges(was: ManifestAction, is: ManifestAction): Change[] {
  const [old, current] = [fieldsOf(was.output), fieldsOf(is.output)];
  if (!isSame(old.type, current.type)) {
    return [{ breaking: true, change: `gives ${textOf(current.type)} instead of ${textOf(old.type)}` }];
  }
  return namesOf(old, current).flatMap((name): Change[] => {
    const [before, after] = [old.properties[name], current.properties[name]];
    if (before === undefined) return [{ breaking: false, change: `gives \`${name}\` too` }];
    if (after === undefined) return [{ breaking: true, change: `does not give \`${name}\` any more` }];
    if (!isSame(before, after)) return [{ breaking: true, change: `\`${name}\` of the output ${differs(before, after)}` }];
    if (!old.required.includes(name) || current.required.includes(name)) return [];
    return [{ breaking: true, change: `does not always give \`${name}\` any more` }];
  });
}

function actionsOf(offers: readonly Manifest[]): Map<string, ManifestAction> {
  return new Map(
    offers.flatMap(({ application, actions }) =>
      actions.map((action) => [`${application.name}.${action.name}`, action] as const),
    ),
  );
}

function fieldsOf(schema: unknown): z.infer<typeof ObjectSchema> {
  return ObjectSchema.catch({ type: undefined, properties: {}, required: [] }).parse(schema);
}

function namesOf(...schemas: readonly z.infer<typeof ObjectSchema>[]): string[] {
  return [...new Set(schemas.flatMap(({ properties }) => Object.keys(properties)))];
}

function differs(before: unknown, after: unknown): string {
  const [old, current] = [fieldsOf(before).type, fieldsOf(after).type];
  return isSame(old, current) ? 'takes other values than before' : `became ${textOf(current)}, it was ${textOf(old)}`;
}

function textOf(type: unknown): string {
  if (typeof type === 'string') return type === 'integer' || type === 'object' || type === 'array' ? `an ${type}` : `a ${type}`;
  return 'something else';
}

/** What a schema says to people, and what it fills in by itself, changes nothing for whoever sends a value. */
const notes = ['title', 'description', 'default', 'examples', 'help'];

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(withoutNotes(a)) === JSON.stringify(withoutNotes(b));
}

function withoutNotes(schema: unknown): unknown {
  const { success, data } = z.record(z.string(), z.unknown()).safeParse(schema);
  return success ? Object.fromEntries(Object.entries(data).filter(([name]) => !notes.includes(name))) : schema;
}
