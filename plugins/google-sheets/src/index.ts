import { definePlugin } from '@mortise/sdk';
import { AddSheet } from './connectors/add-sheet.ts';
import { AppendRows } from './connectors/append-rows.ts';
import { ClearRange } from './connectors/clear-range.ts';
import { CreateSpreadsheet } from './connectors/create-spreadsheet.ts';
import { DeleteRows } from './connectors/delete-rows.ts';
import { DeleteSheet } from './connectors/delete-sheet.ts';
import { GetSpreadsheet } from './connectors/get-spreadsheet.ts';
import { ListSpreadsheets } from './connectors/list-spreadsheets.ts';
import { ReadRange } from './connectors/read-range.ts';
import { ReadRanges } from './connectors/read-ranges.ts';
import { ReadRows } from './connectors/read-rows.ts';
import { UpdateRange } from './connectors/update-range.ts';
import { UpdateRanges } from './connectors/update-ranges.ts';
import { GoogleSheets } from './google-sheets.application.ts';
import { NewRow } from './polling-triggers/new-row.ts';

export default definePlugin({
  application: GoogleSheets,
  connectors: [
    AddSheet,
    AppendRows,
    ClearRange,
    CreateSpreadsheet,
    DeleteRows,
    DeleteSheet,
    GetSpreadsheet,
    ListSpreadsheets,
    ReadRange,
    ReadRanges,
    ReadRows,
    UpdateRange,
    UpdateRanges,
  ],
  pollingTriggers: [NewRow],
});
