import { z } from 'zod';
import { CellFormat, TextFormat } from './cell-format.ts';
import { DeveloperMetadata } from './developer-metadata.ts';

/** What a condition compares with; a formula, a value or a relative date. */
export const BooleanCondition = z.looseObject({
  type: z.string().optional().meta({ description: 'For example NUMBER_GREATER or TEXT_CONTAINS' }),
  values: z.array(z.looseObject({ relativeDate: z.string().optional(), userEnteredValue: z.string().optional() })).optional(),
});

/** Where data of a connected source was last read. */
export const DataExecutionStatus = z.looseObject({
  state: z.string().optional().meta({ description: 'For example RUNNING, SUCCEEDED or FAILED' }),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  lastRefreshTime: z.string().optional(),
});

const Value = z
  .looseObject({
    numberValue: z.number().optional(),
    stringValue: z.string().optional(),
    boolValue: z.boolean().optional(),
    formulaValue: z.string().optional(),
    errorValue: z.looseObject({ type: z.string().optional(), message: z.string().optional() }).optional(),
  })
  .meta({ description: 'One of these, by the kind of the value' });

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/cells#CellData */
const CellData = z.looseObject({
  userEnteredValue: Value.optional(),
  effectiveValue: Value.optional(),
  formattedValue: z.string().optional().meta({ description: 'As it is shown' }),
  userEnteredFormat: CellFormat.optional(),
  effectiveFormat: CellFormat.optional(),
  hyperlink: z.string().optional(),
  note: z.string().optional(),
  textFormatRuns: z.array(z.looseObject({ startIndex: z.int().optional(), format: TextFormat.optional() })).optional(),
  dataValidation: z
    .looseObject({
      condition: BooleanCondition.optional(),
      inputMessage: z.string().optional(),
      strict: z.boolean().optional(),
      showCustomUi: z.boolean().optional(),
    })
    .optional(),
  pivotTable: z.looseObject({}).optional().meta({ description: 'What the pivot table that begins in this cell is made of' }),
  dataSourceTable: z.looseObject({ dataSourceId: z.string().optional() }).optional(),
  dataSourceFormula: z
    .looseObject({ dataSourceId: z.string().optional(), dataExecutionStatus: DataExecutionStatus.optional() })
    .optional(),
  chipRuns: z.array(z.looseObject({ startIndex: z.int().optional(), chip: z.looseObject({}).optional() })).optional(),
});

const Dimension = z.looseObject({
  pixelSize: z.int().optional(),
  hiddenByUser: z.boolean().optional(),
  hiddenByFilter: z.boolean().optional(),
  developerMetadata: z.array(DeveloperMetadata).optional(),
  dataSourceColumnReference: z.looseObject({ name: z.string().optional() }).optional(),
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/sheets#GridData */
export const GridData = z.looseObject({
  startRow: z.int().optional().meta({ description: 'Counted from 0' }),
  startColumn: z.int().optional().meta({ description: 'Counted from 0' }),
  rowData: z.array(z.looseObject({ values: z.array(CellData).optional() })).optional(),
  rowMetadata: z.array(Dimension).optional(),
  columnMetadata: z.array(Dimension).optional(),
});
