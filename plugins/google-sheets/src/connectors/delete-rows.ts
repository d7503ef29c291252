import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { spreadsheetId } from '../pickers.ts';
import { answering, StructureUpdate } from '../structure-update.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/request#DeleteDimensionRequest */
export class DeleteRows extends RestConnector {
  readonly name = 'delete-rows';
  readonly title = 'Delete rows';
  override readonly description = 'The rows below move up.';
  readonly input = z.object({
    spreadsheetId,
    sheetId: z.int().min(0).meta({ title: 'Sheet', description: 'Its id, not its title; `get-spreadsheet` tells it' }),
    startIndex: z.int().min(0).meta({ description: 'The first row to delete, counted from 0' }),
    endIndex: z.int().min(1).meta({ description: 'The row after the last one to delete, counted from 0' }),
    ...answering,
  });
  readonly output = StructureUpdate;

  request({ spreadsheetId, sheetId, startIndex, endIndex, ...answer }: InputOf<DeleteRows>) {
    const range = { dimension: 'ROWS', sheetId, startIndex, endIndex };
    return post(path`/spreadsheets/${spreadsheetId}:batchUpdate`, {
      json: { requests: [{ deleteDimension: { range } }], ...answer },
    });
  }
}
