import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { describeFindings } from '../findings.ts';
import type { Session } from '../session.ts';

const looks = {
  ok: { sign: '✓', colour: 'green' },
  warn: { sign: '!', colour: 'yellow' },
  fail: { sign: '✗', colour: 'red' },
} as const;

export function pluginCheckCommand(session: Session): Command {
  return defineCommand('check', 'Check a built plugin before it is released; needs no host and no network', [
    'mortise plugin check',
    'mortise plugin check ./plugins/acme --json',
  ])
    .argument('[folder]', 'folder of the plugin', '.')
    .action((folder: string) => checkPluginFolder(session, resolve(session.directory, folder)));
}

async function checkPluginFolder(session: Session, directory: string): Promise<void> {
  const { terminal } = session;
  const { checkPlugin } = await import('../plugin-check/check-plugin.ts');
  const checked = await checkPlugin(directory, session.signal);
  const { findings, name, version } = checked;
  const count = (wanted: keyof typeof looks) => findings.filter(({ status }) => status === wanted).length;
  const summary = `${count('ok')} ok, ${count('warn')} to improve, ${count('fail')} to fix`;
  terminal.answer({ name, version, findings }, () =>
    [`${name} ${version}`, describeFindings(findings, looks, terminal), summary].join('\n\n'),
  );
  const failed = findings.find(({ status }) => status === 'fail');
  if (failed) session.exitCode = exitCodes.checkFailed;
  terminal.next(
    failed ? 'correct what failed, build, then: mortise plugin check' : 'pnpm pack --dry-run   (see what would be published)',
  );
}
