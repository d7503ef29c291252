import type { ApiDescription, Outcome } from '@mortise/sdk';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { Invocation, InvocationHost, Runner } from './runner.ts';

/** Runs what is installed here, and what services offer there. */
export class DividedRunner implements Runner {
  readonly #installed: Runner;
  readonly #offered: Runner;

  constructor({ installed, offered }: { readonly installed: Runner; readonly offered: Runner }) {
    this.#installed = installed;
    this.#offered = offered;
  }

  load(plugin: PluginPackage): Promise<void> {
    return this.#runnerOf(plugin).load(plugin);
  }

  describe(plugin: PluginPackage, settings: Readonly<Record<string, unknown>>): Promise<ApiDescription> {
    return this.#runnerOf(plugin).describe(plugin, settings);
  }

  run(plugin: PluginPackage, invocation: Invocation, host: InvocationHost): Promise<Outcome> {
    return this.#runnerOf(plugin).run(plugin, invocation, host);
  }

  release(plugin: PluginPackage): Promise<void> {
    return this.#runnerOf(plugin).release(plugin);
  }

  async close(): Promise<void> {
    await Promise.all([this.#installed.close(), this.#offered.close()]);
  }

  #runnerOf({ offer }: PluginPackage): Runner {
    return offer === undefined ? this.#installed : this.#offered;
  }
}
