import type { Command } from 'commander';
import type { HostClient } from '../host/host-client.ts';
import type { FailedFilter } from '../host/run-client.ts';

/** Options that say which failed messages are meant. */
export function addFilterOptions(command: Command): Command {
  return command
    .option('--process <name or id>', 'only those of this process')
    .option('--step <step>', 'only those that failed at this step')
    .option('--code <code>', 'only those that failed with this error')
    .option('--run <id>', 'only those of this run');
}

/** The same with the id of the process, which may be given by its name. */
export async function withProcessId<Filter extends FailedFilter>(host: HostClient, filter: Filter): Promise<Filter> {
  if (filter.process === undefined) return filter;
  const { findProcess } = await import('../host/find-process.ts');
  const { id } = await findProcess(host.processes, filter.process, (meant) => `mortise failed list --process ${meant}`);
  return { ...filter, process: id };
}
