import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import type { Diagnosis } from '../doctor/diagnosis.ts';
import { exitCodes } from '../exit-codes.ts';
import { describeFindings } from '../findings.ts';
import type { Session } from '../session.ts';

const looks = {
  green: { sign: '✓', colour: 'green' },
  yellow: { sign: '!', colour: 'yellow' },
  red: { sign: '✗', colour: 'red' },
} as const;

export function doctorCommand(session: Session): Command {
  return defineCommand('doctor', 'Check this machine, this folder and its host', [
    'mortise doctor',
    'mortise doctor --json',
  ]).action(() => examine(session));
}

async function examine(session: Session): Promise<void> {
  const { terminal } = session;
  const findings = await diagnose(session);
  const count = (wanted: keyof typeof looks) => findings.filter(({ status }) => status === wanted).length;
  const summary = `${count('green')} green, ${count('yellow')} yellow, ${count('red')} red`;
  terminal.answer({ findings }, () => [describeFindings(findings, looks, terminal), summary].join('\n\n'));
  if (count('red') > 0) session.exitCode = exitCodes.checkFailed;
  const first = findings.find(({ status }) => status === 'red') ?? findings.find(({ status }) => status === 'yellow');
  terminal.next(first?.fix ?? 'mortise list');
}

async function diagnose(session: Session): Promise<Diagnosis[]> {
  const { dataDirectory, directory, surroundings } = session;
  const { env } = surroundings;
  const { checkNode } = await import('../doctor/check-node.ts');
  const node = checkNode(process.versions.node);
  // The rest needs libraries that an old Node.js cannot load.
  if (node.status === 'red') return [node];
  const [{ checkProject }, { checkHost }, { checkDataDirectory }, { checkMasterKey }, { checkConfiguration }] = await Promise.all(
    [
      import('../doctor/check-project.ts'),
      import('../doctor/check-host.ts'),
      import('../doctor/check-data-directory.ts'),
      import('../doctor/check-master-key.ts'),
      import('../doctor/check-configuration.ts'),
    ],
  );
  const host = await checkHost(await session.host());
  const isReady = host.some(({ check, status }) => check === 'host' && status === 'green');
  return [
    node,
    ...(await checkProject(resolve(directory, env['MORTISE_PROJECT_DIR'] || '.'))),
    ...host,
    ...(await checkDataDirectory(dataDirectory)),
    await checkMasterKey(dataDirectory, env['MORTISE_MASTER_KEY'], isReady && session.options.host === undefined),
    ...checkConfiguration(env),
  ];
}
