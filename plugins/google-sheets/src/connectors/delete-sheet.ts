import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { spreadsheetId } from '../pickers.ts';
import { answering, StructureUpdate } from '../structure-update.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#DeleteSheetRequest */
export class DeleteSheet extends RestConnector {
  readonly name = 'delete-sheet';
  readonly title = 'Delete a sheet';
  readonly input = z.object({
    spreadsheetId,
    sheetId: z.int().min(0).meta({ title: 'Sheet', description: 'Its id, not its title; `get-spreadsheet` tells it' }),
    ...answering,
  });
  readonly output = StructureUpdate;

  request({ spreadsheetId, sheetId, ...answer }: InputOf<DeleteSheet>) {
    return post(path`/spreadsheets/${spreadsheetId}:batchUpdate`, {
      json: { requests: [{ deleteSheet: { sheetId } }], ...answer },
    });
  }
}
