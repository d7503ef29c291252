import type { GeneratedPlugin } from './generated-plugin.ts';

/** The README in its four parts. */
export function readme({
  title,
  description,
  documentation,
  actions,
  offered,
  fields,
  lacksLogin,
  notes,
}: GeneratedPlugin): string {
  const connect =
    fields.length === 0
      ? `${lacksLogin ? 'Its login has still to be written' : 'It needs no login'}. Add a connection to "${title}" and test it.`
      : `Add a connection to "${title}" and fill in:\n\n${table(
          ['Field', 'What to fill in'],
          fields.map(({ title: field, help }) => [field, help]),
        )}`;
  const offers = table(
    ['Action', 'Kind', 'What it does'],
    actions.map(({ name, kind, title: action }) => [`\`${name}\``, kind, action]),
  );
  const limits = [`It offers ${actions.length} of the ${offered} operations that the service describes.`, ...notes];
  return `# ${cell(title)}

## What it connects

[${cell(title)}](${documentation}) with Mortise. ${cell(description)}

## How to connect it

${connect}

## What it offers

${offers}

## Known limits

${limits.map((note) => `- ${cell(note)}`).join('\n')}
`;
}

/** A table whose columns are as wide as what stands in them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(cell));
  const widths = head.map((_title, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[|<>\\]/g, '\\$&');
}
