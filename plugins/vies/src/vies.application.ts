import { Application, type SettingsOf, select } from '@mortise/sdk';
import { z } from 'zod';

/** @see https://ec.europa.eu/taxation_customs/vies/#/technical-information */
export class Vies extends Application {
  readonly name = 'vies';
  readonly title = 'VIES';
  readonly description = 'Checks VAT numbers of the European Union and Northern Ireland.';
  override readonly categories = ['tax'];
  override readonly settings = z.object({
    service: select(
      'Service',
      { live: 'Live', test: 'Test' },
      { help: 'The test service answers by number: 100 is valid, 200 is not' },
    ).default('live'),
  });

  baseUrl({ service }: SettingsOf<Vies>) {
    return `https://ec.europa.eu/taxation_customs/vies/services/${service === 'test' ? 'checkVatTestService' : 'checkVatService'}`;
  }
}
