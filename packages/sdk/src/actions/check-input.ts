import { InputError } from '../errors/input-error.ts';
import { formOf } from '../forms/form-of.ts';
import { conditionOf, type FormFields, missingFields, shownValues } from '../forms/shown-fields.ts';
import { check } from '../schema/check.ts';
import { isRecord } from '../schema/is-record.ts';
import type { Schema } from '../schema/schema.ts';

const forms = new WeakMap<Schema, FormFields | 'plain'>();

/** Checks the input of an action; fields that are hidden by the values of others are left out. Waits only for an asynchronous schema. */
export function checkInput(schema: Schema, input: unknown): unknown {
  const form = conditionalForm(schema);
  if (!form || !isRecord(input)) return check(schema, input, InputError, 'The input');
  const shown = shownValues(form, input);
  const finish = (checked: unknown) => {
    const [missing] = missingFields(form, shown);
    if (missing !== undefined) throw new InputError(missing, `The input does not fit its schema. ${missing}: is missing`);
    // Defaults were filled in for hidden fields too.
    return isRecord(checked) ? shownValues(form, checked) : checked;
  };
  const checked = check(schema, shown, InputError, 'The input');
  return checked instanceof Promise ? checked.then(finish) : finish(checked);
}

/** Worked out once: this is on the way of every call, and hardly any input has conditions. */
function conditionalForm(schema: Schema): FormFields | undefined {
  let form = forms.get(schema);
  if (!form) {
    form = readConditionalForm(schema) ?? 'plain';
    forms.set(schema, form);
  }
  return form === 'plain' ? undefined : form;
}

function readConditionalForm(schema: Schema): FormFields | undefined {
  try {
    const form = formOf(schema);
    const hasConditions = Object.values(form.properties).some((field) => Object.keys(conditionOf(field)).length > 0);
    return hasConditions ? form : undefined;
  } catch {
    // A schema that JSON Schema cannot describe has no form; it may still be run in a program without a host.
    return undefined;
  }
}
