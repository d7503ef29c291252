import type { Duplex } from 'node:stream';

/** Longest line that is accepted: the cap of an answer, twice, since JSON may escape it. */
const maxLineLength = 32 * 1024 * 1024;

/** JSON objects over a stream, one per line. Lines of one turn of the event loop leave in a single write. */
export class FrameChannel<Out> {
  readonly #stream: Duplex;
  #pending: string[] = [];

  /** `onFrame` gets each parsed line; `onBroken` is called once, when the stream fails or says something else, and nothing more is read. */
  constructor(stream: Duplex, onFrame: (frame: unknown) => void, onBroken: (reason: string) => void) {
    this.#stream = stream;
    let rest = '';
    let isBroken = false;
    const fail = (reason: string) => {
      if (isBroken) return;
      isBroken = true;
      onBroken(reason);
    };
    stream.on('error', (error) => fail(`the channel failed: ${error.message}`));
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      if (isBroken) return;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const frame = parse(line);
        if (frame === undefined) {
          fail('it sent a line that is not JSON');
          return;
        }
        onFrame(frame);
      }
      if (rest.length > maxLineLength) fail('it sent a line that does not end');
    });
  }

  send(frame: Out): void {
    if (this.#pending.push(`${JSON.stringify(frame)}\n`) === 1) setImmediate(() => this.flush());
  }

  flush(): void {
    const text = this.#pending.join('');
    this.#pending = [];
    if (text && this.#stream.writable) this.#stream.write(text);
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
