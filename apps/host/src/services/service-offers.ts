import { Manifest } from '@mortise/sdk/manifest';
import { z } from 'zod';
import { ContractChange } from './contract-changes.ts';
import type { ServiceRow } from './service-store.ts';

const Offers = z.array(Manifest);
const Changes = z.array(ContractChange);

/** What a service offers, as it offered it last. */
export function offersOf({ offers }: Pick<ServiceRow, 'offers'>): Manifest[] {
  return Offers.parse(JSON.parse(offers));
}

/** What its last change of contract changed; `undefined` before the first. */
export function changesOf({ changes }: Pick<ServiceRow, 'changes'>): ContractChange[] | undefined {
  return changes === null ? undefined : Changes.parse(JSON.parse(changes));
}

export function applicationsOf(offers: readonly Manifest[]): string[] {
  return offers.map(({ application }) => application.name);
}
