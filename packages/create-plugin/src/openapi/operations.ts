import type { Offer } from '../choose.ts';
import { Names } from '../code/names.ts';
import { toTitle } from '../code/sentences.ts';
import { kebab, pascal, wordsOf } from '../code/words.ts';
import { isNode, listAt, type Node, nodeAt, textAt } from './node.ts';
import type { References } from './references.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof methods)[number];

/** A name that is longer is mostly one that a machine made. */
const longestName = 40;

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
      const name = names.take(kebab(nameOf(method, path, node), 'operation'));
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

/** The name that an operation has; of one that is none, or that nobody would read to its end, what the operation is said to do. */
function nameOf(method: Method, path: string, node: Node): string {
  const whole = `${method} ${path.replace(/\{([^}]*)\}/g, 'by $1')}`;
  const id = textAt(node, 'operationId');
  const isName = id === undefined ? whole.length <= longestName : id.length <= longestName && !id.includes('/');
  if (isName) return id ?? whole;
  const summary = textAt(node, 'summary') ?? '';
  return /^[a-z]/.test(wordsOf(summary)[0] ?? '') && !summary.includes('/') ? summary : `${method} ${endOf(path)}`;
}

/** What a path is about: its last steps, and what is there before its variables. Versions say nothing of that. */
function endOf(path: string): string {
  const steps = path.split('/').filter((step) => step !== '' && !/^v?\d[\w.-]*$/.test(step));
  const named = steps.findLastIndex((step) => !step.startsWith('{'));
  const from = Math.min(named === -1 ? 0 : named, Math.max(steps.length - 3, 0));
  return steps
    .slice(from)
    .join(' ')
    .replace(/\{([^}]*)\}/g, 'by $1');
}

/** What an operation says of a parameter goes before what its path says. */
function mergeParameters(references: References, ...lists: readonly (readonly unknown[])[]): Node[] {
  const merged = new Map<string, Node>();
  for (const parameter of lists.flat().map((value) => references.resolve(value))) {
    merged.set(`${textAt(parameter, 'in')} ${textAt(parameter, 'name')}`, parameter);
  }
  return [...merged.values()];
}
