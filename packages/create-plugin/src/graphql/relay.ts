import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/**
 * A field that lists by the conventions of Relay.
 * @see https://relay.dev/graphql/connections.htm
 */
export interface Connection {
  /** The type of one item. */
  readonly item: GraphQLOutputType;
  /** Where the items are: directly, or each in an edge. */
  readonly place: 'nodes' | 'edges';
  readonly isNullable: boolean;
  /** Whether the list of items, or of edges, may be absent. */
  readonly hasNullableList: boolean;
  /** Whether an item may be absent, or its edge. */
  readonly hasNullableItems: boolean;
}

export function readConnection(field: GraphQLField<unknown, unknown>): Connection | undefined {
  const type = getNamedType(field.type);
  if (!isObjectType(type) || isListType(nullable(field.type)) || !field.args.some(({ name }) => name === 'after'))
    return undefined;
  const { pageInfo, nodes, edges } = type.getFields();
  const page = pageInfo && fieldsOf(pageInfo.type);
  if (!page?.['hasNextPage'] || !page['endCursor']) return undefined;
  const isNullable = !isNonNullType(field.type);
  const direct = nodes && listOf(nodes.type);
  if (nodes && direct)
    return {
      item: direct,
      place: 'nodes',
      isNullable,
      hasNullableList: !isNonNullType(nodes.type),
      hasNullableItems: !isNonNullType(direct),
    };
  const edge = edges && listOf(edges.type);
  const node = edge && fieldsOf(edge)?.['node'];
  if (!edges || !node) return undefined;
  const hasNullableItems = !isNonNullType(edge) || !isNonNullType(node.type);
  return { item: node.type, place: 'edges', isNullable, hasNullableList: !isNonNullType(edges.type), hasNullableItems };
}

function fieldsOf(type: GraphQLOutputType): ReturnType<GraphQLObjectType['getFields']> | undefined {
  const named = getNamedType(type);
  return isObjectType(named) || isInterfaceType(named) ? named.getFields() : undefined;
}

/** The type of the items of a list. */
function listOf(type: GraphQLOutputType): GraphQLOutputType | undefined {
  const list = nullable(type);
  return isListType(list) ? list.ofType : undefined;
}

function nullable(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) ? type.ofType : type;
}
