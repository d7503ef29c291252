import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { actionKey, type MethodFacts } from './action.decorator.ts';

/** Reads what the decorators have written down. */
@Injectable()
export class ActionMetadataAccessor {
  readonly #reflector: Reflector;

  constructor(@Inject(Reflector) reflector: Reflector) {
    this.#reflector = reflector;
  }

  factsOf(method: unknown): MethodFacts | undefined {
    return typeof method === 'function' ? this.#reflector.get<MethodFacts | undefined>(actionKey, method) : undefined;
  }
}
