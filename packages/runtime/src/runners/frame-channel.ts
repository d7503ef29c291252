import type { Duplex } from 'node:stream';

/** Longest line that is accepted: the cap of an answer, several times over, since JSON may escape it. */
const maxLineLength = 64 * 1024 * 1024;

export interface FrameHandlers {
  /** Gets each parsed line. */
  onFrame(frame: unknown): void;
  /** Called once, when the stream fails or says something else; nothing more is read then. */
  onBroken(reason: string): void;
  /** Called for every piece that arrives: a long line is a sign of life before it ends. */
  onActivity?(): void;
}

/** JSON objects over a stream, one per line. Lines of one turn of the event loop leave in a single write. */
export class FrameChannel<Out> {
  readonly #stream: Duplex;
  readonly #handlers: FrameHandlers;
  /** The pieces of a line that has not ended yet; joined only once, however many they are. */
  #pieces: string[] = [];
  #length = 0;
  #isBroken = false;
  #pending: string[] = [];

  constructor(stream: Duplex, handlers: FrameHandlers) {
    this.#stream = stream;
    this.#handlers = handlers;
    stream.on('error', (error) => this.#break(`the channel failed: ${error.message}`));
    stream.setEncoding('utf8').on('data', (chunk: string) => this.#read(chunk));
  }

  send(frame: Out): void {
    if (this.#pending.push(`${JSON.stringify(frame)}\n`) === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const text = this.#pending.join('');
    this.#pending = [];
    if (text && this.#stream.writable) this.#stream.write(text);
  }

  #read(chunk: string): void {
    this.#handlers.onActivity?.();
    let start = 0;
    for (let end = chunk.indexOf('\n'); end !== -1 && !this.#isBroken; end = chunk.indexOf('\n', start)) {
      this.#pieces.push(chunk.slice(start, end));
      const line = this.#pieces.join('');
      this.#pieces = [];
      this.#length = 0;
      this.#take(line);
      start = end + 1;
    }
    this.#pieces.push(chunk.slice(start));
    this.#length += chunk.length - start;
    if (this.#length > maxLineLength) this.#break('it sent a line that does not end');
  }

  #take(line: string): void {
    const frame = parse(line);
    if (frame === undefined) this.#break('it sent a line that is not JSON');
    else this.#handlers.onFrame(frame);
  }

  #break(reason: string): void {
    this.#pieces = [];
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#handlers.onBroken(reason);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The caller ends the conversation; what the line said cannot be trusted enough to quote.
    return undefined;
  }
}
