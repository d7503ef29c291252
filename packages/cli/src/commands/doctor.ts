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
  const { dataDirectory, directory, surroundings, options } = session;
  const { env } = surroundings;
  const { checkNode } = await import('../doctor/check-node.ts');
  const node = checkNode(process.versions.node);
  // The rest needs libraries that an old Node.js cannot load.
  if (node.status === 'red') return [node];
  const [{ checkProject }, { checkHost }, { checkDataDirectory }, { checkLock }, { checkMasterKey }, settings, note] =
    await Promise.all([
      import('../doctor/check-project.ts'),
      import('../doctor/check-host.ts'),
      import('../doctor/check-data-directory.ts'),
      import('../doctor/check-lock.ts'),
      import('../doctor/check-master-key.ts'),
      import('../doctor/check-configuration.ts'),
      import('../host/settings-note.ts'),
    ]);
  const [{ checkGuard }, { checkSession }, { checkAdminToken }, { checkDurability }, { findToken }] = await Promise.all([
    import('../doctor/check-guard.ts'),
    import('../doctor/check-session.ts'),
    import('../doctor/check-admin-token.ts'),
    import('../doctor/check-durability.ts'),
    import('../host/open-host.ts'),
  ]);
  const host = await checkHost(() => session.host());
  const noted = await note.notedSettings(dataDirectory, host.address);
  // A host that is named by its address may be the one of this folder all the same.
  const isNamed = options.host !== undefined && noted === undefined;
  const isOwnReady = host.isReady && !isNamed;
  return [
    node,
    ...(await checkProject(resolve(directory, env['MORTISE_PROJECT_DIR'] || '.'), isNamed ? undefined : host.plugins)),
    ...host.findings,
    ...(await checkGuard(host.address)),
    ...(await checkSession(host.address, await findToken(session, true))),
    checkAdminToken({ dataDirectory, given: env['MORTISE_ADMIN_TOKEN'], isHostReady: isOwnReady }),
    ...(await checkDataDirectory(dataDirectory)),
    ...checkLock(dataDirectory, { isReady: host.isReady, isNamed }),
    checkMasterKey({
      dataDirectory,
      given: env['MORTISE_MASTER_KEY'],
      givenFile: env['MORTISE_MASTER_KEY_FILE'],
      previous: env['MORTISE_PREVIOUS_MASTER_KEYS'],
      isElsewhere: Boolean(env['MORTISE_DATABASE_URL']),
      isHostReady: isOwnReady,
    }),
    ...settings.checkConfiguration({ environment: env, running: host.isReady ? (noted ?? 'unknown') : undefined }),
    checkDurability({ isElsewhere: Boolean(env['MORTISE_DATABASE_URL']), weakSettings: host.weakSettings }),
  ];
}
