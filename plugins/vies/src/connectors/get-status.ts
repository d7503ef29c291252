import { get, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Status } from '../status.ts';

/** @see https://ec.europa.eu/assets/taxud/vow-information/swagger_publicVAT.yaml */
export class GetStatus extends RestConnector {
  readonly name = 'get-status';
  readonly title = 'Get the status of the service';
  override readonly description = 'Which member states can be asked now.';
  readonly input = z.object({});
  readonly output = Status;

  request() {
    return get('https://ec.europa.eu/taxation_customs/vies/rest-api/check-status');
  }
}
