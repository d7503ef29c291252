import { choice, choices } from '@mortise/sdk';
import { ListLabels } from './connectors/list-labels.ts';
import { ListWorkflows } from './connectors/list-workflows.ts';

const input = { owner: '{owner}', repo: '{repo}' };
const labelNames = { from: ListLabels, value: 'name', label: 'name', input };
const workflowIds = { from: ListWorkflows, value: 'id', label: 'name', help: 'Its id, or the name of its file', input };

/** Labels of the chosen repository. */
export const labels = choices('Labels', labelNames);
export const optionalLabels = choices('Labels', { ...labelNames, optional: true });

/** A workflow of the chosen repository. */
export const workflow_id = choice('Workflow', workflowIds);
export const optionalWorkflowId = choice('Workflow', { ...workflowIds, help: 'All of them if empty', optional: true });
