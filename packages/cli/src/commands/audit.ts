import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { AuditPage } from '../host/answers.ts';
import type { AuditFilter } from '../host/host-client.ts';
import { momentOf } from '../moment.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';

type Entry = AuditPage['entries'][number];

export function auditCommand(session: Session): Command {
  return defineCommand('audit', 'Read who did what, the newest first', [
    'mortise audit',
    'mortise audit --actor administrator --limit 10',
  ])
    .option('--target <target>', 'only what was done to this, as connection:<id>')
    .option('--actor <actor>', 'only what was done by this one, as token:<id> or administrator')
    .option('--before <id>', 'only what is older than this entry')
    .option('--limit <number>', 'how many, at most 500 (default: 50)')
    .action((filter: AuditFilter) => readAudit(session, filter));
}

async function readAudit(session: Session, { target, actor, before, limit }: AuditFilter): Promise<void> {
  const { terminal } = session;
  const filter = { ...(target && { target }), ...(actor && { actor }), ...(limit && { limit }) };
  const { entries: items, next } = await (await session.host()).audit({ ...filter, ...(before && { before }) });
  const columns = [
    { title: 'When', value: ({ at }: Entry) => momentOf(at) },
    { title: 'Who', value: ({ actor: who }: Entry) => who },
    { title: 'What', value: ({ action }: Entry) => action },
    { title: 'To what', value: ({ target: what }: Entry) => what },
    { title: 'Detail', value: ({ detail }: Entry) => describe(detail) },
  ];
  terminal.answer({ items, ...(next !== undefined && { next }) }, () =>
    items.length > 0 ? table(items, columns, terminal.width) : 'Nothing was written down.',
  );
  if (next === undefined) return;
  const options = Object.entries(filter).map(([name, value]) => `--${name} ${shellWord(value)} `);
  terminal.next(`mortise audit ${options.join('')}--before ${next}`);
}

function describe(detail: Entry['detail']): string {
  const facts = Object.entries(detail).filter(([, value]) => value !== null);
  return facts.map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`).join(', ');
}
