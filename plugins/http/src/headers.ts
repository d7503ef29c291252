import { z } from 'zod';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export const headerToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** No line break: it would begin a header, or a request, of its own. */
export const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Headers that say where a request goes and where it ends. */
const framing: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'traceparent',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const credentials: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization']);

/** Why a text cannot name a header that somebody chooses; `undefined` where it can. */
function nameProblem(name: string): string | undefined {
  const lowerName = name.toLowerCase();
  if (!headerToken.test(name)) return 'is not the name of a header. Use letters, digits and hyphens, without a colon or spaces';
  if (lowerName === 'host') return 'belongs to the base URL of the connection. Leave it out';
  return framing.has(lowerName) ? 'is set when the request is sent. Leave it out' : undefined;
}

/** Why a header cannot be sent; `undefined` where it can. Its value is never quoted. */
function headerProblem(name: string, value: string): string | undefined {
  if (credentials.has(name.toLowerCase())) {
    return 'would take the place of the credentials of the connection. Choose a login there and leave it out here';
  }
  return nameProblem(name) ?? valueProblem(value);
}

function valueProblem(value: string): string | undefined {
  return fieldValue.test(value) ? undefined : 'holds a line break or another character that no header can hold';
}

/** Headers by name. */
export const HeaderFields = z.record(z.string(), z.string()).superRefine((headers, context) => {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const lowerName = name.toLowerCase();
    const problem = seen.has(lowerName) ? 'is there twice: upper and lower case are the same' : headerProblem(name, value);
    seen.add(lowerName);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: [name], message: problem });
  }
});

export type HeaderFields = z.infer<typeof HeaderFields>;

/** Complains about text that names no header. */
export function checkHeaderName(name: string | undefined, context: z.RefinementCtx): void {
  const problem = name === undefined ? undefined : nameProblem(name);
  if (problem !== undefined) context.addIssue(problem);
}

/** Complains about text that no header can hold. */
export function checkHeaderValue(value: string | undefined, context: z.RefinementCtx): void {
  const problem = value === undefined ? undefined : valueProblem(value);
  if (problem !== undefined) context.addIssue(problem);
}

/** Complains about lines that are not all of the form `Name: value`. */
export function checkHeaderLines(text: string | undefined, context: z.RefinementCtx): void {
  for (const [index, line] of linesOf(text ?? '').entries()) {
    const [name, value] = splitLine(line);
    const problem = value === undefined ? 'is no header. Write "Name: value"' : headerProblem(name, value);
    if (problem !== undefined) context.addIssue(`header ${index + 1} ${problem}`);
  }
}

/** The headers of such lines, by name in lower case; what is no header is left out. */
export function readHeaderLines(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).flatMap((line) => {
      const [name, value] = splitLine(line);
      return value === undefined ? [] : [[name.toLowerCase(), value]];
    }),
  );
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function splitLine(line: string): readonly [name: string, value: string | undefined] {
  const colon = line.indexOf(':');
  return colon === -1 ? [line, undefined] : [line.slice(0, colon), line.slice(colon + 1).trim()];
}
