/**
 * The process that evaluates expressions, started by an ExpressionEvaluator under flags that leave it nothing but to calculate.
 * Whatever an expression does here, it ends with this process.
 */
import { CompiledExpressions } from './compiled-expressions.ts';
import { problemOf } from './expression-problem.ts';
import type { ProcessAnswer, Question } from './expression-protocol.ts';
import { toJson } from './result-json.ts';

const [depth = 0, outputBytes = 0, timeMs = 0] = process.argv.slice(2).map(Number);
const expressions = new CompiledExpressions({ stack: depth, timeout: timeMs });

process.on('message', (question: Question) => void answer(question));
// Nobody is left to calculate for.
process.on('disconnect', () => process.exit());

dropRights();
send({ type: 'ready' });

async function answer({ expression, input, isOnlyRead }: Question): Promise<void> {
  try {
    const compiled = expressions.compile(expression);
    // Fresh bindings: without them, variables would be kept for the next evaluation, which may be somebody else's.
    const result: unknown = isOnlyRead ? undefined : await compiled.evaluate(input, {});
    send({ type: 'result', json: toJson(result, outputBytes) });
  } catch (thrown) {
    send({ type: 'problem', ...problemOf(thrown) });
  }
}

function send(message: ProcessAnswer): void {
  process.send?.(message);
}

/** All code is loaded, so that no file has to be read any more. Node 24 can give up this right from some version on. */
function dropRights(): void {
  const { permission } = process;
  if (permission && 'drop' in permission && typeof permission.drop === 'function') permission.drop('fs.read');
}
