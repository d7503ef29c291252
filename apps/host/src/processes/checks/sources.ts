import type { PluginCatalogue } from '@mortise/runtime';
import { Graph } from '../graph.ts';
import type { ProcessDocument, Step } from '../process-document.ts';
import { literalSchema } from './literal-schema.ts';
import { isRecord, SchemaReader } from './schema-reader.ts';

/** What may arrive at a step, as the schema of the step tells that it comes from. */
export interface Source {
  readonly step: string;
  readonly schema: SchemaReader;
  /** It comes when the step fails and its messages go on all the same. */
  readonly isOnFailure: boolean;
}

const failureSchema = new SchemaReader({
  type: 'object',
  properties: { data: {}, error: { type: 'object' } },
  required: ['error'],
});
/** What a schedule gives that is told nothing else. */
const slotSchema = new SchemaReader(literalSchema({ scheduledAt: '2026-01-01T00:00:00.000Z' }, { isExample: true }));
const listSchema = new SchemaReader({ type: 'array' });

/** Follows the data of a process from step to step. What nobody has described is unknown, and comes from nowhere. */
export class Sources {
  readonly #graph: Graph;
  readonly #catalogue: Pick<PluginCatalogue, 'find'>;
  readonly #known = new Map<string, readonly Source[] | 'unknown'>();

  constructor(document: ProcessDocument, catalogue: Pick<PluginCatalogue, 'find'>) {
    this.#graph = new Graph(document);
    this.#catalogue = catalogue;
  }

  /** What arrives at a step. */
  arrivingAt(name: string): readonly Source[] {
    const found = this.#graph.before(name).flatMap((before) => {
      const along = this.#graph.along(before).includes(name) ? this.comingFrom(before) : [];
      const isFailure = this.#graph.failureOf(before) === name;
      return isFailure ? [...along, { step: before, schema: failureSchema, isOnFailure: true }] : along;
    });
    // Ways that part and join again lead to the same source more than once.
    return [...new Map(found.map((source) => [keyOf(source), source])).values()];
  }

  /** What comes out of a step. */
  comingFrom(name: string): readonly Source[] {
    const known = this.#known.get(name);
    if (known) return known === 'unknown' ? [] : known;
    // Steps that form a circle are a problem of their own.
    this.#known.set(name, 'unknown');
    const step = this.#graph.step(name);
    const found = step ? this.#read(name, step) : [];
    this.#known.set(name, found);
    return found;
  }

  #read(name: string, step: Step): readonly Source[] {
    const source = (schema: SchemaReader) => ({ step: name, schema, isOnFailure: false });
    switch (step.kind) {
      case 'start':
        return step.input ? [source(new SchemaReader(step.input))] : [];
      case 'filter':
      case 'route':
        return this.arrivingAt(name);
      case 'collect':
        return [source(listSchema)];
      case 'schedule':
        return [source(step.data === undefined ? slotSchema : new SchemaReader(literalSchema(step.data)))];
      case 'transform':
        return [];
      case 'webhook':
      case 'poll':
        return this.#outputOf(step).map(source);
      case 'action': {
        const arriving = step.onFailure === 'continue' ? this.arrivingAt(name) : [];
        return [...this.#outputOf(step).map(source), ...arriving.map((each) => ({ ...each, isOnFailure: true }))];
      }
    }
  }

  /** Items travel one by one. */
  #outputOf({ action, version }: { readonly action: string; readonly version?: string | undefined }): SchemaReader[] {
    const found = this.#catalogue.find(action, version)?.action;
    if (!found) return [];
    const output = new SchemaReader(found.output);
    const schema = found.kind === 'batch' || found.kind === 'poll' ? output.items : output;
    return schema ? [schema] : [];
  }
}

function keyOf({ step, schema, isOnFailure }: Source): string {
  return `${step} ${isOnFailure} ${schema === failureSchema}`;
}

/** The parts of a template at which expressions stand, with the schema of what the action takes there. */
export function placesOf(template: unknown, taken: SchemaReader, path: readonly string[] = []): TemplatePlace[] {
  if (typeof template === 'string') return [{ text: template, taken, path }];
  if (!isRecord(template)) return [];
  return Object.entries(template).flatMap(([name, value]) => {
    const below = taken.isOnly('object') ? taken.property(name) : undefined;
    const isNeeded = below !== undefined && taken.required.has(name);
    return below ? placesOf(value, below, [...path, name]).map((place) => ({ isNeeded, ...place })) : [];
  });
}

export interface TemplatePlace {
  readonly text: string;
  readonly taken: SchemaReader;
  readonly path: readonly string[];
  /** The action wants something here. */
  readonly isNeeded?: boolean;
}
