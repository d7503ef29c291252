import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type ModuleMetadata,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { mortise, type Service, type ServiceOptions } from '../service.ts';
import { ActionLoader } from './action.loader.ts';
import { ActionMetadataAccessor } from './action-metadata.accessor.ts';

export type MortiseOptions = ServiceOptions;

export interface MortiseAsyncOptions
  extends Pick<ModuleMetadata, 'imports'>,
    Pick<FactoryProvider<MortiseOptions>, 'inject' | 'useFactory'> {}

const optionsToken = Symbol('mortise options');

/** Offers the marked methods of an application to a host. Connects once the application is up, and leaves before it shuts down. */
@Module({})
export class MortiseModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #options: MortiseOptions;
  readonly #loader: ActionLoader;
  #service: Service | undefined;

  constructor(@Inject(optionsToken) options: MortiseOptions, @Inject(ActionLoader) loader: ActionLoader) {
    this.#options = options;
    this.#loader = loader;
  }

  static forRoot(options: MortiseOptions): DynamicModule {
    return MortiseModule.forRootAsync({ useFactory: () => options });
  }

  static forRootAsync({ imports = [], inject = [], useFactory }: MortiseAsyncOptions): DynamicModule {
    return {
      module: MortiseModule,
      imports: [DiscoveryModule, ...imports],
      providers: [{ provide: optionsToken, inject, useFactory }, ActionMetadataAccessor, ActionLoader],
    };
  }

  /** The running service; absent before the application is up. */
  get service(): Service | undefined {
    return this.#service;
  }

  async onApplicationBootstrap(): Promise<void> {
    const actions = [...(this.#options.actions ?? []), ...this.#loader.load()];
    this.#service = mortise({ ...this.#options, actions });
    await this.#service.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#service?.stop();
  }
}
