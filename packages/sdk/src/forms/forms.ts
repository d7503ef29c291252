// How a form is filled in, for whoever draws one: a command line, a browser. Nothing but zod is loaded for it.
export { type Choice, ChoicesFrom, choicesFromOf, choicesInput, choicesOf, fieldsNeeded } from './choices.ts';
export { type ApplicationForms, connectionForm, needsConnection } from './connection-form.ts';
export {
  conditionOf,
  type FormFields,
  type FormValues,
  missingFields,
  type ShowCondition,
  shownFields,
  shownForm,
  shownValues,
} from './shown-fields.ts';
