import type { PluginCatalogue } from '@mortise/runtime';
import { hasAction } from './checks/action-problems.ts';
import type { ProcessDocument, Step } from './process-document.ts';

/** The process with the exact version of every plugin, and with everything that it left to defaults. */
export function pinned(document: ProcessDocument, catalogue: Pick<PluginCatalogue, 'find'>): ProcessDocument {
  const pin = (step: Step): Step => {
    if (!hasAction(step)) return step;
    return { ...step, version: catalogue.find(step.action, step.version)?.plugin.version ?? step.version };
  };
  const steps = Object.entries(document.steps).map(([name, step]) => [name, pin(step)] as const);
  return { ...document, steps: Object.fromEntries(steps) };
}
