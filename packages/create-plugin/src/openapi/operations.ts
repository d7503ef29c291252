import type { Offer } from '../choose.ts';
import { Names } from '../code/names.ts';
import { toTitle } from '../code/sentences.ts';
import { kebab, pascal } from '../code/words.ts';
import { isNode, listAt, type Node, nodeAt, textAt } from './node.ts';
import type { References } from './references.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

/** One operation of a document, with the names of what is made of it. */
export interface Operation extends Offer {
  readonly method: Method;
  /** With its variables in braces. */
  readonly path: string;
  readonly node: Node;
  /** Those of the path and its own. */
  readonly parameters: readonly Node[];
  /** Where it is, if it is not where the others are: what it says of that goes before what its path says. */
  readonly servers: readonly Node[];
  readonly className: string;
  readonly title: string;
}

/** All operations of a document, in its order. */
export function readOperations(
  document: Node,
  references: References,
  application: { readonly name: string; readonly title: string },
): Operation[] {
  const names = new Names(['index', application.name]);
  const classes = new Names([application.name.replaceAll('-', '')]);
  const known = new Set(application.title.split(' '));
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, value]) => {
    const item = references.resolve(value);
    return methods.flatMap((method) => {
      const node = item[method];
      if (!isNode(node)) return [];
      const id = textAt(node, 'operationId') ?? `${method} ${path.replace(/\{([^}]*)\}/g, 'by $1')}`;
      const name = names.take(kebab(id, 'operation'));
      const title = toTitle(textAt(node, 'summary'), name, known);
      const servers = [listAt(node, 'servers'), listAt(item, 'servers')].find((list) => list.length > 0) ?? [];
      const parameters = mergeParameters(references, listAt(item, 'parameters'), listAt(node, 'parameters'));
      return [
        {
          id: textAt(node, 'operationId') ?? `${method.toUpperCase()} ${path}`,
          name,
          label: `${method.toUpperCase()} ${path}  ${title}`,
          method,
          path,
          node,
          parameters,
          servers: servers.filter(isNode),
          className: classes.take(pascal(name, 'operation'), 'Action'),
          title,
        },
      ];
    });
  });
}

/** What an operation says of a parameter goes before what its path says. */
function mergeParameters(references: References, ...lists: readonly (readonly unknown[])[]): Node[] {
  const merged = new Map<string, Node>();
  for (const parameter of lists.flat().map((value) => references.resolve(value))) {
    merged.set(`${textAt(parameter, 'in')} ${textAt(parameter, 'name')}`, parameter);
  }
  return [...merged.values()];
}
