import type { LoggerService } from '@nestjs/common';
import type { HostLog } from './host-log.ts';

/** What Nest itself has to say, in the host's log. Its start-up chatter is left out. */
export class NestLog implements LoggerService {
  readonly #log: HostLog;

  constructor(log: HostLog) {
    this.#log = log;
  }

  log(): void {}

  warn(message: unknown): void {
    this.#log.warn(String(message));
  }

  error(message: unknown): void {
    this.#log.fault(message);
  }
}
