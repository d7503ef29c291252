import { PluginCatalogue } from '@mortise/runtime';
import { type ChoicesFrom, choicesFromOf, choicesInput, type FormFields, type JsonSchema, SettingsError } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { applicationNotFound } from '../applications/application-not-found.ts';
import { JsonSchema as FieldSchema, formOf } from '../applications/form.ts';
import type { Values } from '../connections/connection-values.ts';
import { DraftConnections } from '../connections/draft-connections.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import { NoChoicesError } from '../errors/no-choices-error.ts';
import { ParametersError } from '../errors/parameters-error.ts';
import { hasRole, type Identity } from '../security/identity.ts';
import { type Asking, ChoiceList } from './choice-list.ts';
import type { ChoicesAnswer, FormChoicesBody, InputChoicesBody } from './choice-schemas.ts';

type Properties = FormFields['properties'];
type Caller = Pick<Asking, 'traceId' | 'signal'>;

const InputForm = z.object({ properties: z.record(z.string(), FieldSchema).default({}) });

/** Finds out what can be chosen in a field, from the service itself. */
@Injectable()
export class ChoicesService {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly opened: OpenConnections,
    private readonly drafts: DraftConnections,
    private readonly list: ChoiceList,
  ) {}

  /** For a form that connects an account. Nothing that is filled in is stored. */
  ofForm(
    identity: Identity,
    application: string,
    { field: name, ...body }: FormChoicesBody,
    caller: Caller,
  ): Promise<ChoicesAnswer> {
    const { tenant } = identity;
    const plugin = this.catalogue.findApplication(application, tenant);
    if (!plugin) throw applicationNotFound(application);
    const { properties } = formOf(plugin.manifest.application);
    const { field, source } = find(properties, name);
    const draft = { application, ...body, isUnfinished: true, isAdmin: hasRole(identity, 'admin') };
    return this.drafts.use(tenant, draft, ({ plugin: found, connection, values }) => {
      const { input, missing } = choicesInput(source, values);
      if (missing[0] !== undefined) throw new SettingsError(missing[0], waiting(properties, name, missing));
      return this.list.read(found, source, field, { input, connection, tenant, ...caller });
    });
  }

  /** For the input of an action. */
  async ofInput(tenant: string, id: string, body: InputChoicesBody, caller: Caller): Promise<ChoicesAnswer> {
    const { plugin, action } = this.catalogue.get(id, { version: body.version, tenant });
    const { properties } = InputForm.parse(action.input);
    const { field, source } = find(properties, body.field);
    const { input, missing } = choicesInput(source, withDefaults(properties, body.input));
    if (missing[0] !== undefined) throw new ParametersError(`input.${missing[0]}`, waiting(properties, body.field, missing));
    const { name } = plugin.manifest.application;
    const connection = body.connection === undefined ? undefined : await this.opened.find(tenant, name, body.connection);
    return this.list.read(plugin, source, field, { input, connection, tenant, ...caller });
  }
}

/** Throws a NoChoicesError. */
function find(properties: Properties, name: string): { readonly field: JsonSchema; readonly source: ChoicesFrom } {
  const field = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const source = choicesFromOf(field);
  if (field && source) return { field, source };
  const others = Object.keys(properties).filter((other) => choicesFromOf(properties[other]));
  const hint = others.length > 0 ? `Those that have some: ${others.join(', ')}.` : 'None of the fields has.';
  throw new NoChoicesError(
    field ? `The service is not asked for the choices of "${name}". ${hint}` : `There is no field "${name}". ${hint}`,
  );
}

function withDefaults(properties: Properties, input: Values): Values {
  const defaults = Object.entries(properties).filter(([name, field]) => field['default'] !== undefined && !(name in input));
  return { ...input, ...Object.fromEntries(defaults.map(([name, field]) => [name, field['default']])) };
}

function waiting(properties: Properties, name: string, missing: readonly string[]): string {
  const titles = missing.map((other) => `"${titleOf(properties, other)}"`).join(' and ');
  return `The choices of "${titleOf(properties, name)}" depend on ${titles}. Fill that in first.`;
}

function titleOf(properties: Properties, name: string): string {
  return String(properties[name]?.['title'] ?? name);
}
