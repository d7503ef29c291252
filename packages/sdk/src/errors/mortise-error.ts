/** What a user can do about an error: a command to type or a page to open. */
export interface Remedy {
  readonly label: string;
  readonly command?: string;
  readonly href?: string;
}

/** An error as it leaves the program: over HTTP, between processes, on the command line. Never holds a secret, a stack or a path. */
export interface ErrorContract {
  /** Never changes once published, so it can be searched for and matched on. */
  readonly code: string;
  readonly title: string;
  /** What happened, then what to do. */
  readonly detail: string;
  /** The field that is wrong, for example `items[0].quantity`. */
  readonly path?: string;
  /** Where in a text that was given, such as an expression, the mistake is: characters from its start. */
  readonly position?: number;
  readonly do: readonly Remedy[];
  readonly retryable: boolean;
  /** Milliseconds to wait before another try makes sense, where the service told. */
  readonly retryAfterMs?: number;
  /** The status the service answered with, where it did. */
  readonly status?: number;
}

const brand = Symbol.for('mortise.error');

/** Facts an error may carry besides its sentence. */
export interface ErrorDetails extends ErrorOptions {
  readonly path?: string | undefined;
  readonly position?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly status?: number | undefined;
  readonly do?: readonly Remedy[];
}

/** Base of every error Mortise throws on purpose. `retryable` is part of each class's type. */
export abstract class MortiseError extends Error {
  abstract readonly code: string;
  abstract readonly title: string;
  abstract readonly retryable: boolean;
  readonly do: readonly Remedy[];
  readonly path: string | undefined;
  readonly position: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;

  constructor(detail: string, details: ErrorDetails = {}) {
    super(detail, details);
    this.do = details.do ?? [];
    this.path = details.path;
    this.position = details.position;
    this.retryAfterMs = details.retryAfterMs;
    this.status = details.status;
  }

  get [brand]() {
    return true;
  }

  toJSON(): ErrorContract {
    const { code, title, message: detail, do: remedies, retryable, path, position, retryAfterMs, status } = this;
    return {
      code,
      title,
      detail,
      do: remedies,
      retryable,
      ...(path !== undefined && { path }),
      ...(position !== undefined && { position }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(status !== undefined && { status }),
    };
  }
}

/** True for the errors of any copy of the SDK: a plugin may bring its own. */
export function isMortiseError(value: unknown): value is MortiseError {
  return value instanceof Error && brand in value;
}
