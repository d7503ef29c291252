import type { ActionContext, ActionKind, Outcome, Schema, SchemaInput, SchemaOutput } from '@mortise/sdk';
import { SetMetadata } from '@nestjs/common';

export const actionKey = 'mortise:action';

interface Facts<Input extends Schema> {
  /** Lower case with hyphens; with the name of the service it is the id. */
  readonly name: string;
  /** In sentence case: "Reserve stock". */
  readonly title: string;
  readonly description?: string;
  readonly input: Input;
}

export interface ActionFacts<Input extends Schema, Output extends Schema> extends Facts<Input> {
  readonly output: Output;
  /** False where doing it twice would hurt. */
  readonly repeatable?: boolean;
}

/** What is known of a marked method. */
export interface MethodFacts extends Facts<Schema> {
  readonly kind: Extract<ActionKind, 'custom' | 'transform' | 'filter'>;
  readonly output: Schema;
  readonly repeatable?: boolean;
}

type Method<Input extends Schema, Given> = (input: SchemaOutput<Input>, context: ActionContext) => Given | Promise<Given>;
type Marker<Allowed> = <Actual extends Allowed>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<Actual>,
) => void;

/** Makes a method of a provider an action. It is given the checked input; what it returns has to fit the output. */
export function CustomAction<Input extends Schema, Output extends Schema>(
  facts: ActionFacts<Input, Output>,
): Marker<Method<Input, SchemaInput<Output> | Outcome>> {
  return mark({ ...facts, kind: 'custom' });
}

/** The same for a method that only turns its input into something else. */
export function Transform<Input extends Schema, Output extends Schema>(
  facts: ActionFacts<Input, Output>,
): Marker<Method<Input, SchemaInput<Output>>> {
  return mark({ ...facts, kind: 'transform' });
}

/** Makes a method a condition: where it gives true, its input goes on; where it gives false, the branch stops. */
export function Filter<Input extends Schema>(facts: Facts<Input>): Marker<Method<Input, boolean>> {
  return mark({ ...facts, output: facts.input, kind: 'filter' });
}

function mark(facts: MethodFacts): Marker<(...parameters: never[]) => unknown> {
  return (target, name, descriptor) => SetMetadata(actionKey, facts)(target, name, descriptor);
}
