import { type IsBatch, type Place, placesFrom, waysOn } from './batch-depth.ts';
import { Graph } from './graph.ts';
import { type Edge, isStart, type ProcessDocument, type Step } from './process-document.ts';

/** A version of a process, made ready for the messages that run through it. */
export class CompiledProcess {
  /** The steps at which a run can begin, by their names. */
  readonly starts: ReadonlyMap<string, Step>;
  readonly #graph: Graph;
  readonly #edges: ReadonlyMap<string, readonly Edge[]>;
  readonly #isBatch: IsBatch;
  readonly #stepsReadBy = new Map<string, readonly string[]>();
  readonly #collectors = new Map<string, readonly string[]>();

  constructor(document: ProcessDocument, isBatch: IsBatch) {
    this.starts = new Map(Object.entries(document.steps).filter(([, step]) => isStart(step)));
    this.#graph = new Graph(document);
    this.#edges = Map.groupBy(document.edges, ({ from }) => from);
    this.#isBatch = isBatch;
  }

  step(name: string): Step | undefined {
    return this.#graph.step(name);
  }

  /** The edges that lead on from a step, in their order. */
  edges(step: string): readonly Edge[] {
    return this.#edges.get(step) ?? [];
  }

  /** The steps whose results a step looks at, in its own expressions, those of the edges that lead on, and the keys behind them. */
  stepsReadBy(name: string): readonly string[] {
    const known = this.#stepsReadBy.get(name);
    if (known) return known;
    const keys = this.#graph.after(name).map((to) => this.#keyOf(to));
    const text = JSON.stringify([this.step(name), this.edges(name), keys]);
    const read = /\bsteps\b/.test(text) ? this.#graph.names.filter((each) => text.includes(each)) : [];
    this.#stepsReadBy.set(name, read);
    return read;
  }

  #keyOf(name: string): string | undefined {
    const step = this.step(name);
    return step?.kind === 'action' ? step.key : undefined;
  }

  /** The steps that collect what a batch step gives. A batch within it is collected first. */
  collectorsOf(name: string): readonly string[] {
    const known = this.#collectors.get(name);
    if (known) return known;
    const items = this.#graph.along(name).map((to) => ({ name: to, depth: 1 }));
    const isCollector = (place: Place) => place.depth === 1 && this.step(place.name)?.kind === 'collect';
    const places = placesFrom(items, (place) => (isCollector(place) ? [] : waysOn(place, this.#graph, this.#isBatch)));
    const collectors = places.filter(isCollector).map((place) => place.name);
    this.#collectors.set(name, collectors);
    return collectors;
  }
}
