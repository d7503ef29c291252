import { readFile } from 'node:fs/promises';

const pageBytes = 4096;

/** Resident memory of a process in megabytes, asked of the kernel since a busy process cannot answer; 0 where the system does not tell. */
export async function residentMegabytes(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    const [, residentPages] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return (Number(residentPages) * pageBytes) / 1024 / 1024;
  } catch (error) {
    // The process has just ended, which its exit event reports.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return 0;
    throw error;
  }
}
