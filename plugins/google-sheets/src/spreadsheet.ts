import { z } from 'zod';
import { CellFormat } from './cell-format.ts';
import { ColorStyle } from './color.ts';
import { CommentThread } from './comment.ts';
import { DeveloperMetadata } from './developer-metadata.ts';
import { GridRange } from './grid-range.ts';
import { Sheet } from './sheet.ts';
import { DataSourceColumn } from './sheet-properties.ts';

const DataSource = z.looseObject({
  dataSourceId: z.string().optional(),
  sheetId: z.int().optional(),
  calculatedColumns: z.array(DataSourceColumn).optional(),
  spec: z
    .looseObject({
      bigQuery: z.looseObject({ projectId: z.string().optional() }).optional(),
      looker: z.looseObject({ instanceUri: z.string().optional() }).optional(),
      parameters: z.array(z.looseObject({ name: z.string().optional() })).optional(),
    })
    .optional()
    .meta({ description: 'Where it leads' }),
});

const startTime = z
  .looseObject({
    hours: z.int().optional(),
    minutes: z.int().optional(),
    seconds: z.int().optional(),
    nanos: z.int().optional(),
  })
  .optional();

const Schedule = z.looseObject({
  enabled: z.boolean().optional(),
  refreshScope: z.string().optional(),
  nextRun: z.looseObject({ startTime: z.string().optional(), endTime: z.string().optional() }).optional(),
  dailySchedule: z.looseObject({ startTime }).optional(),
  weeklySchedule: z.looseObject({ startTime, daysOfWeek: z.array(z.string()).optional() }).optional(),
  monthlySchedule: z.looseObject({ startTime, daysOfMonth: z.array(z.int()).optional() }).optional(),
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets#Spreadsheet */
export const Spreadsheet = z.looseObject({
  spreadsheetId: z.string(),
  spreadsheetUrl: z.string().optional().meta({ description: 'Where people open it' }),
  properties: z
    .looseObject({
      title: z.string().optional(),
      locale: z.string().optional().meta({ description: 'For example cs_CZ' }),
      timeZone: z.string().optional().meta({ description: 'For example Europe/Prague' }),
      autoRecalc: z.string().optional().meta({ description: 'When it is calculated again, for example ON_CHANGE' }),
      defaultFormat: CellFormat.optional(),
      iterativeCalculationSettings: z
        .looseObject({ maxIterations: z.int().optional(), convergenceThreshold: z.number().optional() })
        .optional(),
      spreadsheetTheme: z
        .looseObject({
          primaryFontFamily: z.string().optional(),
          themeColors: z.array(z.looseObject({ colorType: z.string().optional(), color: ColorStyle.optional() })).optional(),
        })
        .optional(),
      importFunctionsExternalUrlAccessAllowed: z.boolean().optional(),
    })
    .optional(),
  sheets: z.array(Sheet).optional(),
  namedRanges: z
    .array(z.looseObject({ namedRangeId: z.string().optional(), name: z.string().optional(), range: GridRange.optional() }))
    .optional(),
  developerMetadata: z.array(DeveloperMetadata).optional(),
  dataSources: z.array(DataSource).optional().meta({ description: 'Connected sources' }),
  dataSourceSchedules: z.array(Schedule).optional().meta({ description: 'When connected sources are read again' }),
  commentsViewMode: z.string().optional(),
  comments: z.array(CommentThread).optional().meta({ description: 'Where they were asked for' }),
});
