import type { Credentials } from '@mortise/sdk';
import type { ConnectionForm } from './form.ts';
import type { OAuthClient } from './oauth-clients.ts';

/** The fields of a form by which a service knows the program that asks for access. */
export interface ClientFields {
  readonly id: string;
  readonly secret: string;
}

const oauth2Fields: ClientFields = { id: 'clientId', secret: 'clientSecret' };
const oauth1Fields: ClientFields = { id: 'consumerKey', secret: 'consumerSecret' };

/** `undefined` for a form whose login knows no client. */
export function clientFieldsOf({ properties }: Pick<ConnectionForm, 'properties'>): ClientFields | undefined {
  return [oauth2Fields, oauth1Fields].find(({ id }) => id in properties);
}

/** A connection has a client of its own as soon as one of its fields is filled in. */
export function hasOwnClient(values: Readonly<Record<string, unknown>>): boolean {
  return [oauth2Fields, oauth1Fields].some(({ id, secret }) => values[id] !== undefined || values[secret] !== undefined);
}

/** The same form for those whose host brings the client: it need not be filled in. */
export function withClient(form: ConnectionForm): ConnectionForm {
  const fields = clientFieldsOf(form);
  const isOfClient = (name: string) => name === fields?.id || name === fields?.secret;
  const properties = Object.entries(form.properties).map(([name, field]) => {
    const { requiredIfShown: _required, ...optional } = field;
    return [name, isOfClient(name) ? optional : field];
  });
  return { ...form, properties: Object.fromEntries(properties), required: form.required.filter((name) => !isOfClient(name)) };
}

/** As a login of either kind takes it. */
export function credentialsOf({ clientId, clientSecret }: OAuthClient): Credentials {
  return {
    clientId,
    consumerKey: clientId,
    ...(clientSecret !== undefined && { clientSecret, consumerSecret: clientSecret }),
  };
}
