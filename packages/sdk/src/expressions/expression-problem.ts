import { ExpressionError, type ExpressionErrorCode } from './expression-error.ts';

export interface ExpressionProblem {
  readonly code: ExpressionErrorCode;
  readonly detail: string;
  readonly position?: number | undefined;
}

/** A value of the input may be quoted in a message; a whole document shall not. */
const longestMessage = 300;

/** What JSONata threw, as a problem of the expression's author. */
export function problemOf(thrown: unknown): ExpressionProblem {
  const { code = '', message, position, token } = factsOf(thrown);
  if (thrown instanceof ExpressionError) return { code: thrown.code, detail: message, position };
  if (code === 'D1011') {
    const detail =
      'Its functions call each other too deeply. Make them end earlier, or let each call be the last thing a function does.';
    return { code: 'expression_too_large', detail };
  }
  if (code === 'D1012') return { code: 'expression_too_slow', detail: 'It did not end in time. Check it for an endless loop.' };
  // Read or written text that is nested without end exhausts the stack of JSONata itself.
  if (thrown instanceof RangeError) return { code: 'expression_too_large', detail: `${message}. Make the expression simpler.` };
  const where = position === undefined ? '' : `At position ${position}${token === undefined ? '' : `, near ${quote(token)}`}: `;
  const detail = `${where}${shorten(message).replace(/[.\s]+$/, '')}. Correct the expression.`;
  return { code: code.startsWith('S0') ? 'invalid_expression' : 'expression_failed', detail, position };
}

interface Facts {
  readonly code?: string;
  readonly message: string;
  readonly position?: number;
  readonly token?: string;
}

/** JSONata throws plain objects, and errors of JavaScript with facts added. */
function factsOf(thrown: unknown): Facts {
  if (typeof thrown !== 'object' || thrown === null) return { message: String(thrown) };
  return {
    ...('code' in thrown && typeof thrown.code === 'string' && { code: thrown.code }),
    ...('position' in thrown && typeof thrown.position === 'number' && { position: thrown.position }),
    ...('token' in thrown && ['string', 'number'].includes(typeof thrown.token) && { token: String(thrown.token) }),
    message: 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : 'It ended without a reason',
  };
}

function quote(token: string): string {
  return token === '(end)' ? 'its end' : `"${shorten(token)}"`;
}

function shorten(text: string): string {
  return text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
}
