import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { ColorStyle } from '../color.ts';
import { spreadsheetId } from '../pickers.ts';
import { answering, StructureUpdate } from '../structure-update.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#AddSheetRequest */
export class AddSheet extends RestConnector {
  readonly name = 'add-sheet';
  readonly title = 'Add a sheet';
  readonly input = z.object({
    spreadsheetId,
    title: z.string().min(1).optional().meta({ title: 'Title', description: 'No other sheet of the spreadsheet may have it' }),
    index: z.int().min(0).optional().meta({ description: 'Position among the sheets, from 0; the end where it is absent' }),
    sheetId: z.int().min(0).optional().meta({ description: 'An id of your own; Google makes one where it is absent' }),
    gridProperties: z
      .object({
        rowCount: z.int().min(1).optional(),
        columnCount: z.int().min(1).optional(),
        frozenRowCount: z.int().min(0).optional().meta({ description: 'Rows that stay at the top' }),
        frozenColumnCount: z.int().min(0).optional().meta({ description: 'Columns that stay at the side' }),
        hideGridlines: z.boolean().optional(),
        rowGroupControlAfter: z.boolean().optional(),
        columnGroupControlAfter: z.boolean().optional(),
      })
      .optional()
      .meta({ description: 'Its size; 1,000 rows and 26 columns where it is absent' }),
    hidden: z.boolean().optional(),
    rightToLeft: z.boolean().optional(),
    tabColorStyle: ColorStyle.optional().meta({ description: 'Colour of the tab' }),
    ...answering,
  });
  readonly output = StructureUpdate;

  request({ spreadsheetId, ...given }: InputOf<AddSheet>) {
    const { title, index, sheetId, gridProperties, hidden, rightToLeft, tabColorStyle, ...answer } = given;
    const properties = { title, index, sheetId, gridProperties, hidden, rightToLeft, tabColorStyle };
    return post(path`/spreadsheets/${spreadsheetId}:batchUpdate`, {
      json: { requests: [{ addSheet: { properties } }], ...answer },
    });
  }
}
