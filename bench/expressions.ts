/**
 * What the protection around an expression costs: the same one evaluated by bare JSONata in this very process, which nothing
 * could stop, and by an ExpressionEvaluator, in one run.
 */
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import jsonata from 'jsonata';

const calls = 5000;
const rounds = Number(process.argv[2] ?? 5);
const cases = [
  { name: 'a field', expression: 'customer.name', input: { customer: { name: 'Ada' } } },
  {
    name: 'an order to an invoice',
    expression:
      '{ "reference": id, "total": $sum(items.(price * quantity)), "lines": [items.{ "product": name, "price": price }] }',
    input: { id: 'o1', items: Array.from({ length: 5 }, (_, n) => ({ name: `Product ${n}`, price: n, quantity: 2 })) },
  },
];

await using evaluator = new ExpressionEvaluator({ processes: 1 });
console.log(`Node ${process.version}. The best of ${rounds} rounds of ${calls} evaluations one after the other, in turn.\n`);
for (const { name, expression, input } of cases) {
  const compiled = jsonata(expression);
  const bare = () => compiled.evaluate(input, {});
  const guarded = () => evaluator.evaluate(expression, input);
  const taken: { readonly bare: number; readonly guarded: number }[] = [];
  await measure(guarded);
  for (let round = 0; round < rounds; round++) taken.push({ bare: await measure(bare), guarded: await measure(guarded) });
  const best = (of: 'bare' | 'guarded') => Math.min(...taken.map((each) => each[of]));
  const [floor, own] = [best('bare'), best('guarded')];
  console.log(
    `${name}: bare ${floor.toFixed(3)} ms, guarded ${own.toFixed(3)} ms, ${(own - floor).toFixed(3)} ms more, ratio ${(own / floor).toFixed(1)}`,
  );
}

/** Milliseconds of one evaluation. */
async function measure(evaluate: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let call = 0; call < calls; call++) await evaluate();
  return (performance.now() - startedAt) / calls;
}
