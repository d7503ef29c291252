import type { CatalogueAction, PluginCatalogue } from '@mortise/runtime';
import { plainNames } from '../../runs/mapping.ts';
import type { ActionStep, ProcessDocument } from '../process-document.ts';
import { expressionOf } from '../template.ts';
import { literalProblems, templateProblems } from './input-problems.ts';
import { error, type Problem, warning } from './problem.ts';
import { type Misfit, schemaMisfits } from './schema-fit.ts';
import { SchemaReader } from './schema-reader.ts';
import { placesOf, type Source, Sources, type TemplatePlace } from './sources.ts';

/** What is given to actions and does not fit what they take, as far as that can be told before a run. */
export function dataProblems(document: ProcessDocument, catalogue: Pick<PluginCatalogue, 'find'>): Problem[] {
  const sources = new Sources(document, catalogue);
  return Object.entries(document.steps).flatMap(([name, step]) => {
    if (step.kind !== 'action' && step.kind !== 'webhook' && step.kind !== 'poll') return [];
    const found = catalogue.find(step.action, step.version);
    if (!found) return [];
    if (step.kind !== 'action') return literalProblems(name, step.input, found.action.input);
    return distinct(
      step.input === undefined ? arrivalProblems(name, found, sources) : mappingProblems(name, step, found, sources),
    );
  });
}

/** Without an input of its own, an action is given what arrives. */
function arrivalProblems(name: string, { action }: CatalogueAction, sources: Sources): Problem[] {
  const taken = new SchemaReader(action.input);
  return sources
    .arrivingAt(name)
    .flatMap((source) => schemaMisfits(source.schema, taken).map((misfit) => problemOf(name, source, misfit, [])));
}

function mappingProblems(name: string, step: ActionStep, { action }: CatalogueAction, sources: Sources): Problem[] {
  const places = placesOf(step.input, new SchemaReader(action.input));
  return [...templateProblems(name, step.input, action.input), ...places.flatMap((place) => placeProblems(name, place, sources))];
}

/** Only a path through objects tells where what it gives comes from. */
function placeProblems(name: string, { text, taken, path, isNeeded }: TemplatePlace, sources: Sources): Problem[] {
  const [root, ...names] = plainNames(expressionOf(text) ?? '') ?? [];
  const [step, ...within] = names;
  if (root !== 'data' && (root !== 'steps' || step === undefined)) return [];
  const origins = root === 'data' ? sources.arrivingAt(name) : sources.comingFrom(step ?? '');
  const wanted = root === 'data' ? names : within;
  const isAbsentAnyway = origins.every(({ schema }) => schema.at(wanted) === 'absent');
  return origins.flatMap((origin) => {
    const given = origin.schema.at(wanted);
    if (given === 'unknown') return [];
    if (given !== 'absent') return schemaMisfits(given, taken).map((misfit) => problemOf(name, origin, misfit, path));
    const problem = isAbsentAnyway && isNeeded ? error : warning;
    const message = `"${origin.step}" gives no "${wanted.join('.')}", so the expression finds nothing. It gives: ${namesOf(origin)}.`;
    return [problem('field_unknown', message, { step: name, path: ['steps', name, 'input', ...path].join('.') })];
  });
}

function namesOf({ schema }: Source): string {
  const { names } = schema;
  return names.length === 0 ? 'nothing' : names.slice(0, 20).join(', ');
}

function problemOf(
  name: string,
  { step, isOnFailure }: Source,
  { isCertain, code, path, detail }: Misfit,
  at: readonly string[],
): Problem {
  const subject = path.length === 0 ? 'It' : `"${path.join('.')}"`;
  const origin = isOnFailure ? `What goes on from "${step}" when it fails` : `What comes from "${step}"`;
  const message = `${origin} does not fit. ${subject} ${detail}. Map the input of this step.`;
  const problem = isCertain && !isOnFailure ? error : warning;
  return problem(code, message, { step: name, path: ['steps', name, 'input', ...at, ...path].join('.') });
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.path} ${problem.message}`, problem])).values()];
}
