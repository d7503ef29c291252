import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of Linux are hundredths of a second on every architecture that Node runs on. */
const microsecondsPerTick = 10_000;

/** CPU time, user and system, that a process and all below it have used so far, in microseconds. Reads /proc, so Linux only. */
export function treeCpuMicroseconds(root: number): number {
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const fields = Number.isNaN(pid) ? undefined : readStat(pid);
    if (!fields) continue;
    parents.set(pid, Number(fields[1]));
    ticks.set(pid, Number(fields[11]) + Number(fields[12]));
  }
  let total = 0;
  for (const [pid, own] of ticks) {
    if (isBelow(pid, root, parents)) total += own;
  }
  return total * microsecondsPerTick;
}

function isBelow(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let current: number | undefined = pid; current !== undefined && current !== 0; current = parents.get(current)) {
    if (current === root) return true;
  }
  return false;
}

/** The fields after the name, which may itself hold spaces; `undefined` for a process that has just ended. */
function readStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined;
    throw error;
  }
}
