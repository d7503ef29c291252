import { isDeepStrictEqual } from 'node:util';
import { shownValues } from '@mortise/sdk';
import { type ApplicationFacts, formOf, isSecret } from './form.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * The fields of a form that decide which hosts are sent its secrets: every address, whatever the hosts of the manifest name, as
 * `{url}` does, and all texts that are filled in freely where one of the hosts holds a part that no field is named for, as
 * `*.example.com` does.
 */
export function hostFieldsOf(application: ApplicationFacts): readonly string[] {
  const form = formOf(application);
  const named = new Set(application.hosts.flatMap((host) => [...host.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)));
  const hasOpenPart = application.hosts.some((host) => host.includes('*'));
  return Object.entries(form.properties)
    .filter(([name, field]) => {
      if (named.has(name) || field['format'] === 'uri') return true;
      const isFreeText = name in application.settings.properties && !('enum' in field) && !isSecret(form, name);
      return hasOpenPart && isFreeText;
    })
    .map(([name]) => name);
}

/** What those fields hold, as they are stored: with their defaults, and addresses without a slash at the end. */
export function hostValuesOf(application: ApplicationFacts, values: Values): Values {
  const form = formOf(application);
  const defaults = Object.entries(form.properties).flatMap(([name, { default: usual }]) =>
    usual === undefined ? [] : [[name, usual] as const],
  );
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  const shown = shownValues(form, { ...Object.fromEntries(defaults), ...Object.fromEntries(given) });
  const entries = hostFieldsOf(application).flatMap((name) => {
    const value = shown[name];
    if (value === undefined) return [];
    const isAddress = form.properties[name]?.['format'] === 'uri' && typeof value === 'string';
    return [[name, isAddress ? value.replace(/\/+$/, '') : value] as const];
  });
  return Object.fromEntries(entries);
}

/** Whether secrets that one of them was given for may be sent where the other says. */
export function hasSameHosts(application: ApplicationFacts, one: Values, other: Values): boolean {
  return isDeepStrictEqual(hostValuesOf(application, one), hostValuesOf(application, other));
}
