import { MortiseError } from '@mortise/sdk';

const titles = {
  malformed_json: 'The body is not JSON that the host accepts',
  malformed_request: 'The request is not valid HTTP',
  method_not_allowed: 'Nothing can be sent to this address',
  body_too_large: 'The body is too large',
  unsupported_media_type: 'The host takes JSON only',
  request_timeout: 'The request took too long to arrive',
  headers_too_large: 'The headers are too large',
};

/** A request that is refused before any route sees it. */
export class TransportError extends MortiseError {
  override readonly name = 'TransportError';
  readonly code: keyof typeof titles;
  readonly title: string;
  readonly retryable = false;

  constructor(code: keyof typeof titles, detail: string, options: ErrorOptions = {}) {
    super(detail, options);
    this.code = code;
    this.title = titles[code];
  }
}
