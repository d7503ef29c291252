import { Redactor } from '@mortise/sdk';
import { z } from 'zod';
import { isSecret, maskNamed } from './secret-names.ts';
import { holdsSecretShape } from './secret-shapes.ts';
import type { Interaction } from './tape.ts';

const mask = '[redacted]';
/** Of the type of what it stands for, as the schema of an output wants it. */
const maskedNumber = 0;
const maskInPath = encodeURIComponent(mask);
/** A shorter value may be an ordinary word, and would be missing wherever it stands. */
const minLearned = 12;

/** Takes secrets out of what is going to be stored: by their values, and by the names under which they travel. */
export class Scrubber {
  readonly #secrets = new Set<string>();
  readonly #redactor = new Redactor();

  add(secret: string): void {
    if (secret === mask) return;
    this.#secrets.add(secret);
    this.#redactor.add(secret);
  }

  /** Learns the secrets in it, and gives a copy without those that are known by then. */
  scrub(interaction: Interaction): Interaction {
    const { request, response } = interaction;
    const named: Interaction = {
      request: { ...request, query: Scrubbed.query.parse(this.#byName(request.query)), ...bodyOf(this.#byName(request.body)) },
      response: {
        ...response,
        headers: Object.fromEntries(Object.entries(response.headers).filter(([name, value]) => !isSecret(name, value))),
        ...bodyOf(this.#byName(response.body)),
      },
    };
    return this.redact(named);
  }

  /** The same without any secret that is known by now; some are learned from a later answer. */
  redact(interaction: Interaction): Interaction {
    const { request, response } = interaction;
    return {
      request: {
        ...request,
        // A masked value that comes back in a path is encoded there.
        path: this.#redactor.redact(request.path).replaceAll(maskInPath, mask),
        query: Scrubbed.query.parse(this.#byValue(request.query)),
        ...bodyOf(this.#byValue(request.body)),
      },
      response: {
        ...response,
        headers: Scrubbed.headers.parse(this.#byValue(response.headers)),
        ...bodyOf(this.#byValue(response.body)),
      },
    };
  }

  /** Throws an Error where a text that is going to be stored still holds a secret; the error does not quote it. */
  refuseSecrets(text: string): void {
    const bytes = [...text.matchAll(/"([A-Za-z0-9+/]{16,}={0,2})"/g)].map(([, base64 = '']) =>
      Buffer.from(base64, 'base64').toString(),
    );
    for (const place of [text, ...bytes]) {
      const isKnown = [...this.#secrets].some((secret) => secret.length >= 4 && place.includes(secret));
      if (isKnown || holdsSecretShape(place) || this.#redactor.redact(place) !== place) {
        throw new Error('The recording still holds a secret, so it was not saved. Name the field in `secrets`, or ask for less.');
      }
    }
  }

  #byName(value: unknown): unknown {
    return mapFields(value, (name, field) => {
      if (typeof field === 'number') return isSecret(name, field) ? maskedNumber : field;
      if (typeof field !== 'string') return field;
      return isSecret(name, field) ? this.#learned(field) : maskNamed(field, (secret) => this.#learned(secret));
    });
  }

  #learned(secret: string): string {
    if (secret.length >= minLearned) this.add(secret);
    return mask;
  }

  #byValue(value: unknown): unknown {
    return mapFields(value, (_name, field) => (typeof field === 'string' ? this.#redactor.redact(field) : field));
  }
}

const Scrubbed = {
  query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  headers: z.record(z.string(), z.string()),
};

function bodyOf(body: unknown): { body?: unknown } {
  return body === undefined ? {} : { body };
}

function mapFields(value: unknown, change: (name: string, value: unknown) => unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => mapFields(item, change, name));
  if (typeof value !== 'object' || value === null) return change(name, value);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, mapFields(field, change, key)]));
}
