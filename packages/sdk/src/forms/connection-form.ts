import { choicesFromOf } from './choices.ts';
import { type FormFields, missingFields } from './shown-fields.ts';

/** The two forms of an application, as its manifest holds them. */
export interface ApplicationForms {
  readonly settings: FormFields;
  readonly credentials: FormFields;
}

/** The application's settings and its login as one form. What can be asked for only after the login stands behind it. */
export function connectionForm({ settings, credentials }: ApplicationForms): FormFields {
  const own = Object.entries(settings.properties);
  const choices = own.filter(([, field]) => choicesFromOf(field));
  return {
    properties: Object.fromEntries([
      ...own.filter((entry) => !choices.includes(entry)),
      ...Object.entries(credentials.properties),
      ...choices,
    ]),
    required: [...settings.required, ...credentials.required],
  };
}

/** Whether something has to be filled in before the actions of the application can be called. */
export function needsConnection(application: ApplicationForms): boolean {
  return missingFields(connectionForm(application), {}).length > 0;
}
