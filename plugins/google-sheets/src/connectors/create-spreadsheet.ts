import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Spreadsheet } from '../spreadsheet.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/create */
export class CreateSpreadsheet extends RestConnector {
  readonly name = 'create-spreadsheet';
  readonly title = 'Create a spreadsheet';
  readonly input = z.object({
    title: z.string().min(1).optional().meta({ title: 'Title' }),
    sheets: z
      .array(z.string().min(1))
      .optional()
      .meta({ title: 'Sheets', description: 'Their titles; one sheet where it is absent' }),
    locale: z.string().optional().meta({ description: 'Language of dates and numbers, for example en_US' }),
    timeZone: z.string().optional().meta({ description: 'For example Europe/Prague' }),
    autoRecalc: z
      .enum(['ON_CHANGE', 'MINUTE', 'HOUR'])
      .optional()
      .meta({ description: 'When functions such as NOW are calculated again, besides at each change' }),
    iterativeCalculationSettings: z
      .object({ maxIterations: z.int().optional(), convergenceThreshold: z.number().optional() })
      .optional()
      .meta({ description: 'How circular references are calculated; they are errors where it is absent' }),
    importFunctionsExternalUrlAccessAllowed: z
      .boolean()
      .optional()
      .meta({ description: 'Whether functions may load pictures and data from other addresses' }),
  });
  readonly output = Spreadsheet;

  request({ sheets, ...properties }: InputOf<CreateSpreadsheet>) {
    return post('/spreadsheets', { json: { properties, sheets: sheets?.map((title) => ({ properties: { title } })) } });
  }
}
