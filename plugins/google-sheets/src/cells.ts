import { z } from 'zod';

/** What a cell may hold; `null` leaves a cell as it is, an empty text empties it. */
export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const Rows = z.array(z.array(Cell)).meta({ description: 'A list of rows, each a list of cells from left to right' });

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values#ValueRange */
export const ValueRange = z.looseObject({
  range: z.string().optional().meta({ description: 'The range that was read or written, in A1 notation' }),
  majorDimension: z.string().optional().meta({ description: 'ROWS or COLUMNS' }),
  values: Rows.optional().meta({ description: 'Absent where all cells are empty; empty cells at the end of a row are left out' }),
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/UpdateValuesResponse */
export const UpdatedValues = z.looseObject({
  spreadsheetId: z.string().optional(),
  updatedRange: z.string().optional().meta({ description: 'The range that was written, in A1 notation' }),
  updatedRows: z.int().optional(),
  updatedColumns: z.int().optional(),
  updatedCells: z.int().optional(),
  updatedData: ValueRange.optional().meta({ description: 'The cells as they are now, where that was asked for' }),
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/ValueInputOption */
export const ValueInputOption = z.enum(['RAW', 'USER_ENTERED']).meta({
  title: 'How values are read',
  description: 'RAW stores them as they are and keeps leading zeros; USER_ENTERED reads them as if somebody had typed them',
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/ValueRenderOption */
export const ValueRenderOption = z.enum(['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA']).meta({
  title: 'How cells are given',
  description: 'As they are shown, as bare values, or as formulas',
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/DateTimeRenderOption */
export const DateTimeRenderOption = z.enum(['SERIAL_NUMBER', 'FORMATTED_STRING']).meta({
  title: 'How dates are given',
  description: 'As a number of days since 30 December 1899, or as they are shown; counts for bare values only',
});

/** Whether the lists of cells are rows or columns. */
export const MajorDimension = z
  .enum(['ROWS', 'COLUMNS'])
  .meta({ title: 'Lists are', description: 'Rows, as by default, or columns' });

/** How the cells that are read are given. */
export const rendering = {
  majorDimension: MajorDimension.optional(),
  valueRenderOption: ValueRenderOption.optional(),
  dateTimeRenderOption: DateTimeRenderOption.optional(),
};

/** What the answer to a change of cells holds. */
export const answering = {
  includeValuesInResponse: z.boolean().optional().meta({ description: 'Whether the answer holds the changed cells' }),
  responseValueRenderOption: ValueRenderOption.optional(),
  responseDateTimeRenderOption: DateTimeRenderOption.optional(),
};

/** A range in A1 notation, for example `Orders!A2:D`. */
export const Range = z.string().min(1).meta({ title: 'Range', description: 'In A1 notation, for example Orders!A2:D' });
