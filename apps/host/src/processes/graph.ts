import { isStart, type ProcessDocument, type Step } from './process-document.ts';

/** The ways through a process: along its edges, and where its failures lead. What leads to no step is left out. */
export class Graph {
  readonly #document: ProcessDocument;
  readonly #along = new Map<string, Set<string>>();
  readonly #before = new Map<string, Set<string>>();

  constructor(document: ProcessDocument) {
    this.#document = document;
    for (const { from, to } of document.edges) {
      if (!this.step(from) || !this.step(to)) continue;
      add(this.#along, from, to);
      add(this.#before, to, from);
    }
    for (const name of this.names) {
      const to = this.failureOf(name);
      if (to !== undefined) add(this.#before, to, name);
    }
  }

  get names(): readonly string[] {
    return Object.keys(this.#document.steps);
  }

  get starts(): readonly string[] {
    return Object.entries(this.#document.steps).flatMap(([name, step]) => (isStart(step) ? [name] : []));
  }

  step(name: string): Step | undefined {
    return Object.hasOwn(this.#document.steps, name) ? this.#document.steps[name] : undefined;
  }

  /** Where its edges lead. */
  along(name: string): readonly string[] {
    return [...(this.#along.get(name) ?? [])];
  }

  /** Where its failed messages go on, which is a step of their own. */
  failureOf(name: string): string | undefined {
    const step = this.step(name);
    const to = step && failureStepOf(step);
    return to !== undefined && this.step(to) ? to : undefined;
  }

  /** Where its edges and its failed messages lead. */
  after(name: string): readonly string[] {
    const failure = this.failureOf(name);
    return failure === undefined ? this.along(name) : [...new Set([...this.along(name), failure])];
  }

  /** The steps that lead directly to this one. */
  before(name: string): readonly string[] {
    return [...(this.#before.get(name) ?? [])];
  }

  /** Everything that can be reached from a start, the starts included. */
  reachable(): ReadonlySet<string> {
    return reach(this.starts, (each) => this.after(each));
  }

  /** One way round for every circle of steps. */
  cycles(): readonly (readonly string[])[] {
    const found: string[][] = [];
    const done = new Set<string>();
    for (const root of this.names) {
      const path = done.has(root) ? [] : [this.#visit(root)];
      const onPath = new Set(path.map(({ name }) => name));
      for (let at = path.at(-1); at; at = path.at(-1)) {
        const next = at.ways.shift();
        if (next === undefined) {
          path.pop();
          onPath.delete(at.name);
          done.add(at.name);
        } else if (onPath.has(next)) {
          const way = path.map(({ name }) => name);
          found.push(way.slice(way.indexOf(next)));
        } else if (!done.has(next)) {
          path.push(this.#visit(next));
          onPath.add(next);
        }
      }
    }
    return found;
  }

  #visit(name: string) {
    return { name, ways: [...this.after(name)] };
  }
}

function add(ways: Map<string, Set<string>>, from: string, to: string): void {
  ways.set(from, (ways.get(from) ?? new Set()).add(to));
}

/** The step that a failed message goes on at. */
export function failureStepOf(step: Step): string | undefined {
  return step.kind === 'action' && typeof step.onFailure === 'object' ? step.onFailure.to : undefined;
}

function reach(from: readonly string[], next: (name: string) => Iterable<string>): ReadonlySet<string> {
  const seen = new Set(from);
  // A set that grows while it is walked through is walked to its end.
  for (const name of seen) for (const each of next(name)) seen.add(each);
  return seen;
}
