import type { ConnectionForm } from '../applications/form.ts';
import type { ConnectionFormView, Widget } from './connection-form-view.ts';

/** How a form is drawn: its fields in order, each with what it is drawn by. */
export function uiOf({ properties }: ConnectionForm): ConnectionFormView['ui'] {
  const widgets = Object.entries(properties).map(([name, field]) => [name, widgetOf(field)]);
  return { order: Object.keys(properties), widgets: Object.fromEntries(widgets) };
}

function widgetOf(field: ConnectionForm['properties'][string]): Widget {
  const isChosen = field['enum'] !== undefined || field['choicesFrom'] !== undefined;
  if (field['writeOnly'] === true) return 'password';
  if (field['type'] === 'array') return isChosen || hasChoices(field['items']) ? 'multi-select' : 'list';
  if (isChosen) return 'select';
  if (field['type'] === 'boolean') return 'checkbox';
  if (field['type'] === 'number' || field['type'] === 'integer') return 'number';
  return field['format'] === 'uri' ? 'address' : 'text';
}

function hasChoices(items: unknown): boolean {
  return typeof items === 'object' && items !== null && 'enum' in items;
}
