import { Manifest } from '@mortise/sdk/manifest';
import { contractHash } from '@mortise/service/link';
import { z } from 'zod';
import { type ContractChange, contractChanges } from './contract-changes.ts';
import { changesOf, offersOf } from './service-offers.ts';
import type { ServiceRow } from './service-store.ts';
import type { PublishedProcess } from './service-uses.ts';

/** What a service offered before, and until when. */
const PastContract = z.object({ until: z.string(), offers: z.array(Manifest) });
type PastContract = z.infer<typeof PastContract>;

export type ReportedChange = ContractChange & { processes: string[] };
type Contract = Pick<ServiceRow, 'offers' | 'changes' | 'past'>;

/** The row's facts once it offers something else; `undefined` where it offers the same. */
export async function nextContract(
  row: Contract,
  offers: readonly Manifest[],
  readProcesses: () => Promise<readonly PublishedProcess[]>,
): Promise<{ readonly contract: Contract; readonly changes: readonly ContractChange[] } | undefined> {
  const before = offersOf(row);
  if (contractHash(before) === contractHash(offers)) return undefined;
  const changes = contractChanges(before, offers);
  const processes = await readProcesses();
  const past = [...pastOf(row), { until: new Date().toISOString(), offers: before }];
  // The last one tells when the contract changed; of the others only those are asked for that processes were published against.
  const kept = past.filter((each, index) => index === past.length - 1 || usersOf(past, each, processes).length > 0);
  const contract = { offers: JSON.stringify(offers), changes: JSON.stringify(changes), past: JSON.stringify(kept) };
  return { contract, changes };
}

/** What the last change changed, and what still breaks processes that were published against an earlier contract. */
export async function reportOf(
  row: Contract,
  readProcesses: () => Promise<readonly PublishedProcess[]>,
): Promise<ReportedChange[] | undefined> {
  const changes = changesOf(row);
  if (!changes) return undefined;
  const processes = await readProcesses();
  const past = pastOf(row);
  // Without a past it is not known when the contract changed.
  const report: ReportedChange[] = changes.map((each) => ({
    ...each,
    processes: past.length === 0 ? namesOf(processes, each.action) : [],
  }));
  for (const contract of past) {
    const users = usersOf(past, contract, processes);
    if (users.length === 0) continue;
    for (const change of contractChanges(contract.offers, offersOf(row))) addTo(report, change, namesOf(users, change.action));
  }
  return report.map((each) => ({ ...each, processes: each.processes.toSorted() }));
}

function addTo(report: ReportedChange[], change: ContractChange, processes: readonly string[]): void {
  const known = report.find((each) => each.action === change.action && each.change === change.change);
  if (known) known.processes.push(...processes);
  else if (change.breaking && processes.length > 0) report.push({ ...change, processes: [...processes] });
}

function pastOf({ past }: Pick<ServiceRow, 'past'>): PastContract[] {
  return past === null ? [] : z.array(PastContract).parse(JSON.parse(past));
}

/** The processes that were published while a contract was in force, and use an action of it. */
function usersOf(
  past: readonly PastContract[],
  contract: PastContract,
  processes: readonly PublishedProcess[],
): PublishedProcess[] {
  const actions = contract.offers.flatMap(({ application, actions: all }) =>
    all.map(({ name }) => `${application.name}.${name}`),
  );
  return processes.filter(
    ({ publishedAt, actions: used }) =>
      past.find(({ until }) => until >= publishedAt) === contract && actions.some((action) => used.has(action)),
  );
}

function namesOf(processes: readonly PublishedProcess[], action: string): string[] {
  return processes.filter(({ actions }) => actions.has(action)).map(({ name }) => name);
}
