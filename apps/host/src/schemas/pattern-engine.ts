import type { CodeOptions } from 'ajv/dist/2020.js';
import { RE2JS, RE2JSSyntaxException } from 're2js';

type PatternEngine = NonNullable<CodeOptions['regExp']>;

/**
 * Runs the patterns of a schema in linear time, whatever was written into them. Look-around and back-references, which no such
 * engine knows, are left to JavaScript's own: the deadline of the {@link JsonSchemaCheck} stands behind it.
 */
export const patternEngine: PatternEngine = Object.assign(compile, { code: 'patternEngine' });

function compile(pattern: string, flags: string) {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return new RegExp(pattern, flags);
    throw error;
  }
}
