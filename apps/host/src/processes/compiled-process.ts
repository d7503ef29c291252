import { failureStepOf } from './checks/graph.ts';
import { type ActionStep, type Edge, isStart, type ProcessDocument, type Step } from './process-document.ts';

interface Place {
  readonly name: string;
  /** Batches that the messages here are a part of, from the one on that is looked at. */
  readonly depth: number;
}

/** A version of a process, made ready for the messages that run through it. */
export class CompiledProcess {
  readonly #document: ProcessDocument;
  readonly #edges = new Map<string, Edge[]>();
  readonly #stepsReadBy = new Map<string, readonly string[]>();
  readonly #collectors = new Map<string, readonly string[]>();
  readonly #isBatch: (step: ActionStep) => boolean;

  /** `isBatch` tells which actions give their output page by page. */
  constructor(document: ProcessDocument, isBatch: (step: ActionStep) => boolean) {
    this.#document = document;
    this.#isBatch = isBatch;
    for (const edge of document.edges) this.#edges.set(edge.from, [...(this.#edges.get(edge.from) ?? []), edge]);
  }

  /** The steps at which a run can begin, by their names. */
  get starts(): ReadonlyMap<string, Step> {
    return new Map(Object.entries(this.#document.steps).filter(([, step]) => isStart(step)));
  }

  step(name: string): Step | undefined {
    return Object.hasOwn(this.#document.steps, name) ? this.#document.steps[name] : undefined;
  }

  /** The edges that lead on from a step, in their order. */
  edges(step: string): readonly Edge[] {
    return this.#edges.get(step) ?? [];
  }

  /** The steps whose results a step looks at, in its own expressions, those of the edges that lead on, and the keys behind them. */
  stepsReadBy(name: string): readonly string[] {
    const known = this.#stepsReadBy.get(name);
    if (known) return known;
    const keys = this.#waysFrom(name).map((to) => this.#keyOf(to));
    const text = JSON.stringify([this.step(name), this.edges(name), keys]);
    const read = /\bsteps\b/.test(text) ? Object.keys(this.#document.steps).filter((each) => text.includes(each)) : [];
    this.#stepsReadBy.set(name, read);
    return read;
  }

  #waysFrom(name: string): string[] {
    const step = this.step(name);
    const failure = step && failureStepOf(step);
    return [...this.edges(name).map(({ to }) => to), ...(failure === undefined ? [] : [failure])];
  }

  #keyOf(name: string): string | undefined {
    const step = this.step(name);
    return step?.kind === 'action' ? step.key : undefined;
  }

  /** The steps that collect what a batch step gives. A batch within it is collected first. */
  collectorsOf(name: string): readonly string[] {
    const known = this.#collectors.get(name);
    if (known) return known;
    const collectors = new Set<string>();
    const seen = new Set<string>();
    const open = this.#along(name, 1);
    for (let at = open.pop(); at; at = open.pop()) {
      const step = this.step(at.name);
      const key = `${at.depth} ${at.name}`;
      if (!step || seen.has(key)) continue;
      seen.add(key);
      if (step.kind === 'collect' && at.depth === 1) collectors.add(at.name);
      else open.push(...this.#waysOn(at, step));
    }
    const found = [...collectors];
    this.#collectors.set(name, found);
    return found;
  }

  /** What failed, and goes on all the same, is no part of the batch that its step would have begun. */
  #waysOn({ name, depth }: Place, step: Step): Place[] {
    const failure = failureStepOf(step);
    return [
      ...this.#along(name, depth + this.#change(step, depth)),
      ...(failure === undefined ? [] : [{ name: failure, depth }]),
      ...(step.kind === 'action' && step.onFailure === 'continue' ? this.#along(name, depth) : []),
    ];
  }

  #along(name: string, depth: number): Place[] {
    return this.edges(name).map(({ to }) => ({ name: to, depth }));
  }

  #change(step: Step, depth: number): number {
    if (step.kind === 'collect') return -1;
    // Deeper than this nobody nests; the bound keeps a circle from being walked for ever.
    return step.kind === 'action' && depth < 20 && this.#isBatch(step) ? 1 : 0;
  }
}
