import type { GraphQLField, GraphQLSchema } from 'graphql';
import type { Offer } from '../choose.ts';
import { Names } from '../code/names.ts';
import { toTitle } from '../code/sentences.ts';
import { capitalise, kebab, pascal, wordsOf } from '../code/words.ts';
import type { PluginName } from '../plugin-name.ts';
import { readConnection } from './relay.ts';

/** A field of a root type, with the names of what is made of it. */
export interface Operation extends Offer {
  readonly kind: 'query' | 'mutation';
  readonly field: GraphQLField<unknown, unknown>;
  readonly className: string;
  readonly title: string;
}

/** The fields of `Query` and `Mutation`. */
export function readOperations(schema: GraphQLSchema, application: PluginName): Operation[] {
  const names = new Names(['index', application.kebab]);
  const classes = new Names([application.pascal]);
  const roots = [['query', schema.getQueryType()] as const, ['mutation', schema.getMutationType()] as const];
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).map((field) => {
      const name = names.take(kebab(nameOf(kind, field), kind));
      const title = capitalise(wordsOf(name).join(' '));
      return {
        id: field.name,
        name,
        label: `${kind} ${field.name}  ${toTitle(field.description ?? undefined, name)}`,
        kind,
        field,
        className: classes.take(pascal(name, kind), 'Action'),
        title,
      };
    }),
  );
}

/** Queries are called after things; a connector is called after what it does. */
function nameOf(kind: Operation['kind'], field: GraphQLField<unknown, unknown>): string {
  if (kind === 'mutation') return field.name;
  const [verb] = wordsOf(field.name);
  if (verb !== undefined && /^(?:get|list|find|search|read|fetch|count|check|is|has)$/.test(verb)) return field.name;
  return `${readConnection(field) ? 'list' : 'get'}-${field.name}`;
}
