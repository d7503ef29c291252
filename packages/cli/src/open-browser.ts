import { spawn } from 'node:child_process';
import type { Session } from './session.ts';

/** Opens a page in the browser of this machine, where somebody sits in front of it. Whether it opened cannot be told. */
export function openBrowser(address: string, { terminal, surroundings: { env } }: Session): void {
  const url = new URL(address);
  if (!terminal.isInteractive || !/^https?:$/.test(url.protocol)) return;
  const program = opener(env);
  if (!program) return;
  // No shell reads the address, and nobody waits for the browser to end.
  const child = spawn(program[0], [...program.slice(1), url.href], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

function opener(env: NodeJS.ProcessEnv): readonly [string, ...string[]] | undefined {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  // Without a desktop there is no browser to open, only one that would take over the terminal.
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}
