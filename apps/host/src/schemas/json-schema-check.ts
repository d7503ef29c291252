import { createContext, Script } from 'node:vm';
import type { JsonSchema } from '@mortise/sdk';
import { Ajv2020, type ErrorObject, type Format, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { patternEngine } from './pattern-engine.ts';

const ownDialect = 'https://json-schema.org/draft/2020-12/schema';
/** A schema is somebody else's to write and the host's to run: this is how long one may keep everybody waiting. */
const longestMs = 2000;

const options: Options = {
  strict: false,
  useDefaults: true,
  allErrors: true,
  logger: false,
  code: { regExp: patternEngine },
};

/** Knows what a JSON Schema is. Reading that takes longer than most schemas do, so it is done once for all. */
const judge = new Ajv2020(options);
const known = new WeakMap<JsonSchema, JsonSchemaCheck>();

/** Checks values against a JSON Schema that came with a plugin or a process. */
export class JsonSchemaCheck {
  readonly #isValid: ValidateFunction;

  /** Knows the formats of its own besides those of JSON Schema. Throws a SchemaBrokenError where the schema is none. */
  constructor(schema: JsonSchema, formats: Readonly<Record<string, Format>> = {}) {
    // One for each, so that no `$id` gets in the way of another.
    const ajv = new Ajv2020({ ...options, meta: false, validateSchema: false });
    ajvFormats.default(ajv);
    for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
    this.#isValid = attempt(() => {
      refuseOtherDialect(schema);
      if (!judge.validateSchema(schema)) throw new TypeError(judge.errorsText(judge.errors, { dataVar: 'schema' }));
      return ajv.compile(schema);
    });
  }

  /** Made once for each schema that is kept somewhere. Throws a SchemaBrokenError. */
  static of(schema: JsonSchema): JsonSchemaCheck {
    const check = known.get(schema) ?? new JsonSchemaCheck(schema);
    known.set(schema, check);
    return check;
  }

  /** What is wrong with a value; nothing, where it fits. Fills defaults in. Throws a SchemaBrokenError. */
  problems(value: unknown): readonly ErrorObject[] {
    return attempt(() => (this.#isValid(value) ? [] : (this.#isValid.errors ?? [])));
  }
}

function refuseOtherDialect({ $schema: dialect = ownDialect }: JsonSchema): void {
  if (typeof dialect === 'string' && dialect.replace(/#$/, '') === ownDialect) return;
  throw new TypeError(
    `it says that it is of ${JSON.stringify(dialect)}, and only ${ownDialect} is known. Leave $schema out, or change it`,
  );
}

/** A schema cannot be used: it is none, or takes too long. */
export class SchemaBrokenError extends Error {
  override readonly name = 'SchemaBrokenError';
}

const place: { work?: () => unknown } = {};
createContext(place);
const script = new Script('work()');

/** Only code that Node runs as a script can be stopped, so `work` is called from one. */
function attempt<Result>(work: () => Result): Result {
  place.work = work;
  try {
    const result: Result = script.runInContext(place, { timeout: longestMs });
    return result;
  } catch (cause) {
    throw new SchemaBrokenError(cause instanceof Error ? cause.message : String(cause), { cause });
  } finally {
    delete place.work;
  }
}
