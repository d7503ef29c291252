import { z } from 'zod';
import { SettingsError } from '../errors/settings-error.ts';
import { formOf } from '../forms/form-of.ts';
import { type FormFields, type FormValues, missingFields, shownValues } from '../forms/shown-fields.ts';
import { check } from '../schema/check.ts';
import { type Authentication, Credentials } from './authentication.ts';
import { secret, text } from './form.ts';
import { isThreeLegged } from './oauth1-options.ts';

/** What decides which credentials are asked for. */
export interface LoginFacts {
  readonly authentication: Authentication;
  /** Connections are opened with a client certificate. */
  readonly clientCertificate?: boolean | undefined;
}

const client = { clientId: text('Client id') };
const consumer = { consumerKey: text('Consumer key'), consumerSecret: secret('Consumer secret') };
const schemas = {
  none: z.object({}),
  apiKey: z.object({ apiKey: secret('API key') }),
  bearer: z.object({ token: secret('Access token') }),
  basic: z.object({ username: text('User name'), password: secret('Password') }),
  client: z.object({ ...client, clientSecret: secret('Client secret') }),
  publicClient: z.object(client),
  consumer: z.object({ ...consumer, token: secret('Access token'), tokenSecret: secret('Token secret') }),
  consumerWithSignIn: z.object(consumer),
  certificate: z.object({
    certificate: text('Client certificate', { help: 'In PEM, followed by its intermediate certificates.' }).regex(
      /-----BEGIN CERTIFICATE-----/,
      'must be a certificate in PEM',
    ),
    privateKey: secret('Private key', { help: 'In PEM, as it was made for the certificate.' }).regex(
      /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
      'must be a private key in PEM',
    ),
    passphrase: secret('Passphrase of the key', { optional: true }),
    certificateAuthority: text('Certificate authority', {
      optional: true,
      help: 'In PEM, where a private authority vouches for the service.',
    }),
  }),
};

/** What the user fills in to log in, as JSON Schema. */
export function credentialForm({ authentication, clientCertificate }: LoginFacts): FormFields {
  const form = authentication.kind === 'custom' ? authentication.fields : formOf(schemaOf(authentication));
  if (!clientCertificate) return form;
  const certificate = formOf(schemas.certificate);
  return {
    properties: { ...form.properties, ...certificate.properties },
    required: [...form.required, ...certificate.required],
  };
}

/** Checks filled-in credentials and leaves out whatever else was filled in. Throws a SettingsError that names the field. */
export async function readCredentials(facts: LoginFacts, values: FormValues): Promise<Credentials> {
  const form = credentialForm(facts);
  const shown = shownValues(form, values);
  const [missing] = missingFields(form, shown);
  if (missing !== undefined) throw new SettingsError(missing, `The form does not fit its schema. ${missing}: is missing`);
  const { authentication, clientCertificate } = facts;
  const login = authentication.kind === 'custom' ? customSchema(authentication.fields) : schemaOf(authentication);
  const parts = [
    await check(login, shown, SettingsError, 'The form'),
    ...(clientCertificate ? [await check(schemas.certificate, shown, SettingsError, 'The form')] : []),
  ];
  return Credentials.parse(Object.assign({}, ...parts));
}

function schemaOf(authentication: Exclude<Authentication, { kind: 'custom' }>): z.ZodObject {
  switch (authentication.kind) {
    case 'oauth2':
      return authentication.publicClient ? schemas.publicClient : schemas.client;
    case 'oauth1':
      return isThreeLegged(authentication) ? schemas.consumerWithSignIn : schemas.consumer;
    default:
      return schemas[authentication.kind];
  }
}

/** A plugin's process gives the fields of its login as JSON Schema, so they are checked by that. */
function customSchema({ properties, required }: FormFields): z.ZodObject {
  const fields = Object.entries(properties).map(([name, schema]): [string, z.ZodType] => {
    const field = z.fromJSONSchema({ ...schema });
    return [name, required.includes(name) ? field : field.optional()];
  });
  return z.object(Object.fromEntries(fields));
}
