import { type Call, PluginBrokenError, PluginCatalogue, type PluginPackage, Runtime } from '@mortise/runtime';
import { type Choice, type ChoicesFrom, choicesOf, type JsonSchema } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { asReported, toCallAnswer } from '../actions/call-answer.ts';
import type { ChoicesAnswer } from './choice-schemas.ts';

const mostChoices = 1000;
/** A service that goes on giving pages with nothing new in them is left after so many in a row. */
const mostIdlePages = 20;
const longestMs = 30_000;

/** Who asks, and through which connection. */
export type Asking = Pick<Call, 'connection' | 'tenant' | 'traceId' | 'signal'>;

/** Asks an action for the choices of a field, page by page. */
@Injectable()
export class ChoiceList {
  constructor(
    private readonly runtime: Runtime,
    private readonly catalogue: PluginCatalogue,
  ) {}

  /** Throws what a page ended with, or a PluginBrokenError where the plugin has no such action. */
  async read(
    { version, manifest: { application } }: PluginPackage,
    source: ChoicesFrom,
    field: JsonSchema,
    { input, ...asking }: Asking & Pick<Call, 'input'>,
  ): Promise<ChoicesAnswer> {
    const action = `${application.name}.${source.action}`;
    if (!this.catalogue.find(action, version)) {
      throw new PluginBrokenError(
        `${application.title} takes choices from "${source.action}", which it does not have. Update the plugin.`,
      );
    }
    const deadlineAt = performance.now() + longestMs;
    const found = new Map<Choice['value'], Choice>();
    const cursors = new Set<string>();
    let cursor: string | undefined;
    for (let idlePages = 0; idlePages < mostIdlePages; ) {
      const timeoutMs = Math.max(1, Math.ceil(deadlineAt - performance.now()));
      const { output, cursor: next } = await this.#call({ action, version, input, cursor, timeoutMs, ...asking });
      const before = found.size;
      for (const choice of choicesOf(output, field)) if (!found.has(choice.value)) found.set(choice.value, choice);
      if (found.size > mostChoices) return answer(found, true);
      if (next === undefined) return answer(found, false);
      if (cursors.has(next)) return answer(found, true);
      cursors.add(next);
      cursor = next;
      idlePages = found.size === before ? idlePages + 1 : 0;
    }
    return answer(found, true);
  }

  async #call(call: Call) {
    return toCallAnswer(
      await this.runtime.call(call).catch((error: unknown) => {
        throw asReported(error);
      }),
    );
  }
}

function answer(found: ReadonlyMap<Choice['value'], Choice>, truncated: boolean): ChoicesAnswer {
  return { choices: [...found.values()].slice(0, mostChoices), truncated };
}
