import { PluginCatalogue } from '@mortise/runtime';
import { Inject, Injectable } from '@nestjs/common';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { readTriggerStep } from './trigger-step.ts';
import type { DueTrigger } from './trigger-store.ts';

/** So long another host has time to do what this one cannot. After that nobody seems to have the plugin, which is a problem to show. */
const patienceMs = 30_000;

/** Which triggers this host leaves to others on its database, because it does not have their plugin. */
@Injectable()
export class LeftToOthers {
  readonly #isShared: boolean;
  /** By trigger, until when. */
  readonly #until = new Map<string, number>();

  constructor(
    private readonly catalogue: PluginCatalogue,
    @Inject(configurationToken) { databaseUrl }: Configuration,
  ) {
    this.#isShared = databaseUrl !== undefined;
  }

  ids(now: Date): string[] {
    for (const [id, until] of this.#until) if (until <= now.getTime()) this.#until.delete(id);
    return [...this.#until.keys()];
  }

  has(trigger: DueTrigger, now: Date): boolean {
    if (!this.#isShared) return false;
    const step = readTriggerStep(trigger.facts);
    if (step.kind === 'schedule' || this.catalogue.openTo(trigger.tenant).find(step.action, step.version)) return false;
    const until = Date.parse(laterOf(trigger.due_at, trigger.held_until)) + patienceMs;
    if (until <= now.getTime()) return false;
    this.#until.set(trigger.id, until);
    return true;
  }
}

function laterOf(one: string | null, other: string | null): string {
  return [one ?? '', other ?? ''].toSorted().at(-1) ?? '';
}
