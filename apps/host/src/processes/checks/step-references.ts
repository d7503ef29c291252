/** A step whose result an expression looks at. */
export interface StepReference {
  readonly step: string;
  /** Within brackets, where `steps` may as well be a field of what is looked at there. */
  readonly isCertain: boolean;
}

const token =
  /\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?<quoted>`[^`]*`)|(?<name>\$*[A-Za-z_]\w*)|\$+|\d+(?:\.\d+)?|\s+|(?<sign>\.\.|[\s\S])/g;

/** Finds `steps.name` in an expression. Reads words only: whether it is JSONata is for others to say. */
export function stepReferences(expression: string): StepReference[] {
  const words = [...expression.matchAll(token)].flatMap(({ 0: text, groups }) => {
    const name = groups?.['quoted']?.slice(1, -1) ?? groups?.['name'];
    const sign = groups?.['sign'];
    return name !== undefined || sign !== undefined || /^["'\d$]/.test(text) ? [{ name, sign }] : [];
  });
  const found: StepReference[] = [];
  /** For each bracket that is open, whether what is looked at is another thing within it. */
  const brackets: boolean[] = [];
  for (const [index, { name, sign }] of words.entries()) {
    const before = words[index - 1];
    if (sign !== undefined && '([{'.includes(sign)) brackets.push(changesContext(sign, before, words[index - 2]));
    if (sign !== undefined && ')]}'.includes(sign)) brackets.pop();
    const step = words[index + 1]?.sign === '.' ? words[index + 2]?.name : undefined;
    if (name !== 'steps' || before?.sign === '.' || step === undefined || step.startsWith('$')) continue;
    found.push({ step, isCertain: !brackets.includes(true) });
  }
  return found;
}

type Word = { readonly name: string | undefined; readonly sign: string | undefined };

function changesContext(sign: string, before: Word | undefined, beforeThat: Word | undefined): boolean {
  if (before === undefined) return false;
  if (before.sign === '.') return true;
  const followsValue = before.sign === undefined || ')]}'.includes(before.sign);
  // `name(` calls a function; within a path, for each thing that the path leads to.
  return sign === '(' ? followsValue && beforeThat?.sign === '.' : followsValue;
}
