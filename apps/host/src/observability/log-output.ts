import { type DestinationStream, pino } from 'pino';

const lotLength = 16 * 1024;
const longestWaitMs = 200;

/** The standard output. Lines are written in lots, so that a busy host does not spend its time in writes; none waits long. */
export class LogOutput implements DestinationStream {
  readonly #stream = pino.destination({ dest: 1, sync: true });
  readonly #timer = setInterval(() => this.#writeLot(), longestWaitMs).unref();
  readonly #writeAtExit = () => this.#writeLot();
  #lot = '';

  constructor() {
    process.on('exit', this.#writeAtExit);
  }

  write(line: string): void {
    this.#lot += line;
    if (this.#lot.length > lotLength) this.#writeLot();
  }

  close(): void {
    clearInterval(this.#timer);
    process.off('exit', this.#writeAtExit);
    this.#writeLot();
  }

  #writeLot(): void {
    if (this.#lot === '') return;
    this.#stream.write(this.#lot);
    this.#lot = '';
  }
}
