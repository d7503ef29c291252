import { z } from 'zod';
import { DataExecutionStatus } from './cell-data.ts';
import { Color, ColorStyle } from './color.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/sheets#GridProperties */
export const GridProperties = z.looseObject({
  rowCount: z.int().optional(),
  columnCount: z.int().optional(),
  frozenRowCount: z.int().optional().meta({ description: 'Rows that stay at the top' }),
  frozenColumnCount: z.int().optional().meta({ description: 'Columns that stay at the side' }),
  hideGridlines: z.boolean().optional(),
  rowGroupControlAfter: z.boolean().optional(),
  columnGroupControlAfter: z.boolean().optional(),
});

/** A column that comes from a connected source. */
export const DataSourceColumn = z.looseObject({
  reference: z.looseObject({ name: z.string().optional() }).optional(),
  formula: z.string().optional(),
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/sheets#SheetProperties */
export const SheetProperties = z.looseObject({
  sheetId: z.int().optional().meta({ description: 'Never changes, unlike the title' }),
  title: z.string().optional(),
  index: z.int().optional().meta({ description: 'Position among the sheets, from 0' }),
  sheetType: z.string().optional().meta({ description: 'GRID, OBJECT or DATA_SOURCE' }),
  gridProperties: GridProperties.optional(),
  hidden: z.boolean().optional(),
  tabColor: Color.optional(),
  tabColorStyle: ColorStyle.optional(),
  rightToLeft: z.boolean().optional(),
  dataSourceSheetProperties: z
    .looseObject({
      dataSourceId: z.string().optional(),
      columns: z.array(DataSourceColumn).optional(),
      dataExecutionStatus: DataExecutionStatus.optional(),
    })
    .optional()
    .meta({ description: 'Of a sheet that shows a connected source' }),
});
