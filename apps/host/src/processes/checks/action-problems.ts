import type { CatalogueAction, PluginCatalogue } from '@mortise/runtime';
import { needsConnection } from '@mortise/sdk/forms';
import type { ConnectionView } from '../../connections/connection-view.ts';
import type { ProcessDocument, Step } from '../process-document.ts';
import { error, type Problem, warning } from './problem.ts';

/** Finds a connection of the tenant by id or name; `undefined` where it has none of that name. */
export type FindConnection = (application: string, idOrName: string) => Promise<ConnectionView | undefined>;

export type StepWithAction = Extract<Step, { action: string }>;

/** Kinds of actions by the kind of step that uses them. */
const kindsOf: Readonly<Record<StepWithAction['kind'], readonly string[]>> = {
  action: ['connector', 'batch', 'custom', 'transform', 'filter'],
  webhook: ['webhook'],
  poll: ['poll'],
};

export function hasAction(step: Step): step is StepWithAction {
  return 'action' in step;
}

/** Actions that there are not, that cannot stand at their step, and connections that are not there. */
export async function actionProblems(
  { steps }: ProcessDocument,
  catalogue: Pick<PluginCatalogue, 'find' | 'versionsOf'>,
  findConnection: FindConnection,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [name, step] of Object.entries(steps)) {
    if (!hasAction(step)) continue;
    problems.push(...policyProblems(name, step));
    const found = catalogue.find(step.action, step.version);
    if (!found) problems.push(unknownAction(name, step, catalogue.versionsOf(step.action)));
    else problems.push(...kindProblems(name, step, found), ...(await connectionProblems(name, step, found, findConnection)));
  }
  return problems;
}

function unknownAction(name: string, { action, version }: StepWithAction, versions: readonly string[]) {
  if (versions.length === 0) {
    const message = `No installed plugin offers "${action}". Install one, or choose another action.`;
    return error('action_unknown', message, { step: name, path: `steps.${name}.action` });
  }
  const message = `"${action}" is not installed in version ${version}. Installed: ${versions.join(', ')}.`;
  return error('version_unknown', message, { step: name, path: `steps.${name}.version` });
}

function policyProblems(name: string, step: StepWithAction): Problem[] {
  if (step.kind !== 'action' || step.key === undefined || step.concurrency === 'sequential') return [];
  const message = 'A key keeps the order of messages where the step takes them one after the other. Make it sequential.';
  return [warning('no_effect', message, { step: name, path: `steps.${name}.key` })];
}

function kindProblems(name: string, step: StepWithAction, { action }: CatalogueAction): Problem[] {
  if (kindsOf[step.kind].includes(action.kind)) return [];
  const message = `"${step.action}" is a ${action.kind}, which cannot stand at a step of the kind ${step.kind}.`;
  return [error('kind_wrong', message, { step: name, path: `steps.${name}.action` })];
}

async function connectionProblems(
  name: string,
  { connection: idOrName }: StepWithAction,
  { plugin }: CatalogueAction,
  findConnection: FindConnection,
): Promise<Problem[]> {
  const { application } = plugin.manifest;
  const place = { step: name, path: `steps.${name}.connection` };
  if (idOrName === undefined) {
    if (!needsConnection(application)) return [];
    return [error('connection_missing', `${application.title} needs a connection. Choose one.`, place)];
  }
  const connection = await findConnection(application.name, idOrName);
  if (!connection) {
    return [
      error('connection_not_found', `${application.title} has no connection "${idOrName}". Choose another, or make it.`, place),
    ];
  }
  if (connection.status !== 'needs_sign_in') return [];
  return [warning('sign_in_needed', `Somebody has to sign in to "${connection.name}" before this step can run.`, place)];
}
