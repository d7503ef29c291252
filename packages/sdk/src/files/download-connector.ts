import { Action, type ActionContext } from '../actions/action.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import { FileReference } from './file-reference.ts';

/**
 * One endpoint that gives a file: `request()` says what to send, the output is a reference to the file, which the host keeps. The
 * bytes never pass through the connector.
 */
export abstract class DownloadConnector extends Action {
  readonly kind = 'connector';
  readonly output = FileReference;
  readonly responses?: Responses;
  /** The longest file in bytes. 100 MiB by default. */
  readonly maxBytes?: number;

  abstract request(input: unknown, context: ActionContext): HttpRequest;

  /** The name of the file, for a service that gives a bad one or none. */
  filename(_input: unknown): string | undefined {
    return undefined;
  }

  execute(input: unknown, context: ActionContext): Promise<FileReference> {
    const { maxBytes, responses } = this;
    return context.download(this.request(input, context), { maxBytes, responses, filename: this.filename(input) });
  }
}
