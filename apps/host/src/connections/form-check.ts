import { PluginBrokenError } from '@mortise/runtime';
import type { ErrorObject } from 'ajv/dist/2020.js';
import type { ConnectionForm } from '../applications/form.ts';
import { JsonSchemaCheck, SchemaBrokenError } from '../schemas/json-schema-check.ts';

const formats = { uri: isBareAddress, 'hostname-label': /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i };

/** Checks values against one form. Where that is no JSON Schema, its plugin is to blame. */
export class FormCheck {
  readonly #title: string;
  readonly #check: JsonSchemaCheck;

  /** Throws a PluginBrokenError. */
  constructor(form: ConnectionForm, title: string) {
    this.#title = title;
    this.#check = this.#attempt(() => new JsonSchemaCheck(form, formats));
  }

  /** What is wrong with the values; nothing, where they fit. Fills in defaults. Throws a PluginBrokenError. */
  problems(values: Record<string, unknown>): readonly ErrorObject[] {
    return this.#attempt(() => this.#check.problems(values));
  }

  #attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof SchemaBrokenError)) throw cause;
      throw new PluginBrokenError(`The form of ${this.#title} is broken: ${cause.message}. Update the plugin.`, { cause });
    }
  }
}

/** The rule of the SDK's `url()`, which JSON Schema has no words for. */
function isBareAddress(text: string): boolean {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  return isHttp && !url.username && !url.password && !/[?#\\\s]/.test(text);
}
