import { Action, type ActionContext, stop } from '@mortise/sdk';
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, ExternalContextCreator, MetadataScanner } from '@nestjs/core';
import type { MethodFacts } from './action.decorator.ts';
import { ActionMetadataAccessor } from './action-metadata.accessor.ts';

type Run = (input: unknown, context: ActionContext) => Promise<unknown>;

/** Finds the marked methods of all providers and controllers, and makes actions of them that run through Nest. */
@Injectable()
export class ActionLoader {
  readonly #discovery: DiscoveryService;
  readonly #scanner: MetadataScanner;
  readonly #accessor: ActionMetadataAccessor;
  readonly #contexts: ExternalContextCreator;

  constructor(
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(MetadataScanner) scanner: MetadataScanner,
    @Inject(ActionMetadataAccessor) accessor: ActionMetadataAccessor,
    @Inject(ExternalContextCreator) contexts: ExternalContextCreator,
  ) {
    this.#discovery = discovery;
    this.#scanner = scanner;
    this.#accessor = accessor;
    this.#contexts = contexts;
  }

  /** Throws a TypeError for a method of a provider that is made anew for each request or each user: there is neither. */
  load(): Action[] {
    const wrappers = [...this.#discovery.getProviders(), ...this.#discovery.getControllers()];
    const classes = new Set<unknown>();
    return wrappers.flatMap((wrapper) => {
      // Whoever made it, class, factory or value: what it is made of tells.
      const { instance, name } = wrapper;
      const prototype = typeof instance === 'object' && instance !== null ? Object.getPrototypeOf(instance) : null;
      // A class may be provided in several modules.
      if (prototype === null || classes.has(prototype)) return [];
      classes.add(prototype);
      const found = this.#scanner.getAllMethodNames(prototype).flatMap((method) => {
        const facts = this.#accessor.factsOf(prototype[method]);
        return facts ? [{ method, facts }] : [];
      });
      if (found.length === 0) return [];
      if (wrapper.isTransient) {
        // What stands for it here was never constructed: each who injects it has one of its own.
        throw new TypeError(`${name} has actions and is transient. Give it the default scope: nobody injects it for an action.`);
      }
      if (!wrapper.isDependencyTreeStatic()) {
        throw new TypeError(`${name} has actions and is request-scoped. Give it the default scope: an action has no request.`);
      }
      return found.map(({ method, facts }) => new MethodAction(facts, this.#runnerOf(instance, method)));
    });
  }

  /** Guards, interceptors, pipes and filters of the method hold as they do for a message of a microservice. */
  #runnerOf(instance: Readonly<Record<string, (...parameters: unknown[]) => unknown>>, method: string): Run {
    const callback = instance[method];
    if (!callback) throw new TypeError(`${method} is no method.`);
    return this.#contexts.create(instance, callback, method, undefined, undefined, undefined, undefined, undefined, 'rpc');
  }
}

/** A method of a provider as the SDK knows actions. */
class MethodAction extends Action {
  readonly kind: MethodFacts['kind'];
  readonly name: string;
  readonly title: string;
  declare readonly description?: string;
  readonly input: MethodFacts['input'];
  readonly output: MethodFacts['output'];
  declare readonly repeatable?: boolean;
  readonly #run: Run;

  constructor({ kind, name, title, description, input, output, repeatable }: MethodFacts, run: Run) {
    super();
    this.kind = kind;
    this.name = name;
    this.title = title;
    this.input = input;
    this.output = output;
    if (description !== undefined) this.description = description;
    if (repeatable !== undefined) this.repeatable = repeatable;
    this.#run = run;
  }

  async execute(input: unknown, context: ActionContext): Promise<unknown> {
    const given = await this.#run(input, context);
    if (this.kind !== 'filter') return given;
    return given === true ? input : stop(`The condition of ${this.name} is not met.`);
  }
}
