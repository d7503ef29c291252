import type { Application } from '../application/application.ts';
import { describeApi, hostsOf } from '../connection/connection.ts';
import type { ApiDescription } from '../connection/connection-client.ts';
import { type FormFields, shownValues } from '../forms/shown-fields.ts';
import { labelPrefix, sampleNumbers, sampleValues, urlSuffix } from './sample-values.ts';

/** What an application says of its API for one way of filling in its settings. */
export interface Sample {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly api: ApiDescription;
}

/** What an application says of its API whatever its settings: each choice is made once, all else leaves a mark. */
export function describeWithSamples(
  application: Application,
  form: FormFields,
): { readonly samples: readonly Sample[]; readonly hosts: readonly string[] } {
  try {
    const samples = sampleSettings(application, form).map((settings) => ({ settings, api: describeApi(application, settings) }));
    const hosts = samples.flatMap(({ settings, api }) => {
      checkNumbers(application, form, settings);
      return hostsOf(application, api).map(generalise);
    });
    return { samples, hosts: [...new Set(hosts)] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`The hosts of "${application.name}" cannot be told without real settings. ${reason}`, { cause });
  }
}

/** More ways to fill in a form than this are not tried out. */
const mostSamples = 500;
const urlMark = /^(?<name>[0-9a-f]+)\.mortise-setting\.invalid$/;

/** Every way to make the choices of a form. Where these are too many, those that change nothing by themselves are left out. */
function sampleSettings(application: Application, form: FormFields): Record<string, unknown>[] {
  const values = new Map(Object.keys(form.properties).map((name) => [name, sampleValues(name, form)]));
  if (countOf(values) > mostSamples) {
    const usual = Object.fromEntries([...values].map(([name, [first]]) => [name, first]));
    const effect = (settings: Record<string, unknown>) => JSON.stringify(describeApi(application, shownValues(form, settings)));
    for (const [name, each] of values) {
      const effects = new Set(each.map((value) => effect({ ...usual, [name]: value })));
      if (effects.size === 1) values.set(name, each.slice(0, 1));
    }
  }
  if (countOf(values) > mostSamples) {
    throw new TypeError(`Its settings have more than ${mostSamples} combinations of choices that matter. Use fewer choices.`);
  }
  const combinations = [...values].reduce<Record<string, unknown>[]>(
    (settings, [name, each]) => settings.flatMap((before) => each.map((value) => withValue(before, name, value))),
    [{}],
  );
  const shown = combinations.map((settings) => shownValues(form, settings));
  return [...new Map(shown.map((settings) => [JSON.stringify(settings), settings])).values()];
}

function withValue(settings: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? settings : { ...settings, [name]: value };
}

function countOf(values: ReadonlyMap<string, readonly unknown[]>): number {
  return [...values.values()].reduce((count, each) => count * each.length, 1);
}

/** A number leaves no mark, so two of them are tried. */
function checkNumbers(application: Application, { properties }: FormFields, settings: Sample['settings']): void {
  const others = Object.keys(settings).flatMap((name) => {
    const numbers = sampleNumbers(properties[name] ?? {});
    return numbers && settings[name] === numbers[0] ? [[name, numbers[1]] as const] : [];
  });
  if (others.length === 0) return;
  const hosts = (values: Record<string, unknown>) => hostsOf(application, describeApi(application, values)).join(' ');
  if (hosts({ ...settings }) !== hosts({ ...settings, ...Object.fromEntries(others) })) {
    throw new TypeError('A number decides the host or its port. Make it a `select`, or the whole an address of kind `url`.');
  }
}

/** A host with the marks of sample settings, turned into the pattern that holds for all settings. */
function generalise(host: string): string {
  const name = urlMark.exec(host)?.groups?.['name'];
  if (name) return `{${Buffer.from(name, 'hex').toString()}}`;
  if (host.includes(urlSuffix)) {
    throw new TypeError('An address of kind `url` may be a host only as it is. For a part of a host, use a `slug`.');
  }
  const labels = host.split('.');
  const marked = labels.findLastIndex((label) => label.includes(labelPrefix));
  if (marked === -1) return host;
  if (labels.length - marked <= 2) {
    throw new TypeError(
      `A setting decides nearly all of the host ${labels.slice(marked).join('.')}. Make it an address of kind \`url\`.`,
    );
  }
  return `*.${labels.slice(marked + 1).join('.')}`;
}
