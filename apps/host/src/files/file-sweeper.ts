import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HostLog } from '../observability/host-log.ts';
import { TenantFiles } from './tenant-files.ts';

/** How long a download is kept. */
export const keptMs = 24 * 60 * 60 * 1000;
const sweptEveryMs = 60 * 60 * 1000;

/** Removes downloads that are older than they are kept: at the start, then every hour. */
@Injectable()
export class FileSweeper implements OnModuleInit, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly files: TenantFiles,
    private readonly log: HostLog,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#timer = setInterval(() => void this.#sweep(), sweptEveryMs).unref();
    await this.#sweep();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async #sweep(): Promise<void> {
    try {
      const removed = await this.files.sweep(keptMs);
      if (removed > 0) this.log.info('files removed', { files: removed });
    } catch (error) {
      this.log.fault(error);
    }
  }
}
