import { runInNewContext } from 'node:vm';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { ConnectionForm } from '../applications/form.ts';
import { PluginBrokenError } from '../errors/plugin-broken-error.ts';
import { patternEngine } from './pattern-engine.ts';

/** A form is a plugin's to write and the host's to run: this is how long one may keep everybody waiting. */
const longestCheckMs = 2000;

/** Checks values against one form. Each has an Ajv of its own, so that no plugin's `$id` gets in the way of another's. */
export class FormCheck {
  readonly #title: string;
  readonly #isValid: ValidateFunction;

  /** Throws a PluginBrokenError where the form is no JSON Schema. */
  constructor(form: ConnectionForm, title: string) {
    this.#title = title;
    const ajv = new Ajv2020({
      strict: false,
      useDefaults: true,
      allErrors: true,
      logger: false,
      code: { regExp: patternEngine },
    });
    ajvFormats.default(ajv);
    ajv.addFormat('uri', isBareAddress);
    ajv.addFormat('hostname-label', /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i);
    this.#isValid = this.#attempt(() => ajv.compile(form));
  }

  /** What is wrong with the values; nothing, where they fit. Fills in defaults. Throws a PluginBrokenError. */
  problems(values: Record<string, unknown>): readonly ErrorObject[] {
    return this.#attempt(() => (this.#isValid(values) ? [] : (this.#isValid.errors ?? [])));
  }

  /** Only code that Node runs as a script can be stopped, so `work` is called from one. */
  #attempt<Result>(work: () => Result): Result {
    try {
      const result: Result = runInNewContext('work()', { work }, { timeout: longestCheckMs });
      return result;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PluginBrokenError(`The form of ${this.#title} is broken: ${reason}. Update the plugin.`, { cause });
    }
  }
}

/** The rule of the SDK's `url()`, which JSON Schema has no words for. */
function isBareAddress(text: string): boolean {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  return isHttp && !url.username && !url.password && !/[?#\\\s]/.test(text);
}
