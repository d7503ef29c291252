import { z } from 'zod';
import { BooleanCondition, GridData } from './cell-data.ts';
import { CellFormat, TextFormat } from './cell-format.ts';
import { Color, ColorStyle } from './color.ts';
import { CommentAnchor } from './comment.ts';
import { DeveloperMetadata } from './developer-metadata.ts';
import { DimensionRange, GridRange } from './grid-range.ts';
import { SheetProperties } from './sheet-properties.ts';

const ColumnReference = z.looseObject({ name: z.string().optional() });

const FilterCriteria = z.looseObject({
  hiddenValues: z.array(z.string()).optional(),
  condition: BooleanCondition.optional(),
  visibleBackgroundColor: Color.optional(),
  visibleBackgroundColorStyle: ColorStyle.optional(),
  visibleForegroundColor: Color.optional(),
  visibleForegroundColorStyle: ColorStyle.optional(),
});

const filter = {
  range: GridRange.optional(),
  tableId: z.string().optional(),
  sortSpecs: z
    .array(
      z.looseObject({
        dimensionIndex: z.int().optional(),
        sortOrder: z.string().optional().meta({ description: 'ASCENDING or DESCENDING' }),
        foregroundColor: Color.optional(),
        foregroundColorStyle: ColorStyle.optional(),
        backgroundColor: Color.optional(),
        backgroundColorStyle: ColorStyle.optional(),
        dataSourceColumnReference: ColumnReference.optional(),
      }),
    )
    .optional(),
  criteria: z.record(z.string(), FilterCriteria).optional().meta({ description: 'By column; filterSpecs have taken its place' }),
  filterSpecs: z
    .array(
      z.looseObject({
        columnIndex: z.int().optional(),
        filterCriteria: FilterCriteria.optional(),
        dataSourceColumnReference: ColumnReference.optional(),
      }),
    )
    .optional(),
};

const InterpolationPoint = z.looseObject({
  type: z.string().optional(),
  value: z.string().optional(),
  color: Color.optional(),
  colorStyle: ColorStyle.optional(),
});

const ConditionalFormat = z.looseObject({
  ranges: z.array(GridRange).optional(),
  booleanRule: z.looseObject({ condition: BooleanCondition.optional(), format: CellFormat.optional() }).optional(),
  gradientRule: z
    .looseObject({
      minpoint: InterpolationPoint.optional(),
      midpoint: InterpolationPoint.optional(),
      maxpoint: InterpolationPoint.optional(),
    })
    .optional(),
});

const ProtectedRange = z.looseObject({
  protectedRangeId: z.int().optional(),
  description: z.string().optional(),
  range: GridRange.optional(),
  namedRangeId: z.string().optional(),
  tableId: z.string().optional(),
  unprotectedRanges: z.array(GridRange).optional(),
  warningOnly: z.boolean().optional().meta({ description: 'Whether everybody may write after a warning' }),
  requestingUserCanEdit: z.boolean().optional(),
  editors: z
    .looseObject({
      users: z.array(z.string()).optional(),
      groups: z.array(z.string()).optional(),
      domainUsersCanEdit: z.boolean().optional(),
    })
    .optional(),
});

const Position = z.looseObject({
  sheetId: z.int().optional(),
  newSheet: z.boolean().optional(),
  overlayPosition: z
    .looseObject({
      anchorCell: z
        .looseObject({ sheetId: z.int().optional(), rowIndex: z.int().optional(), columnIndex: z.int().optional() })
        .optional(),
      offsetXPixels: z.int().optional(),
      offsetYPixels: z.int().optional(),
      widthPixels: z.int().optional(),
      heightPixels: z.int().optional(),
    })
    .optional(),
});

const Chart = z.looseObject({
  chartId: z.int().optional(),
  position: Position.optional(),
  border: z.looseObject({ color: Color.optional(), colorStyle: ColorStyle.optional() }).optional(),
  spec: z
    .looseObject({ title: z.string().optional(), subtitle: z.string().optional(), altText: z.string().optional() })
    .optional()
    .meta({ description: 'What it shows; the rest depends on the kind of chart' }),
});

const bands = {
  headerColorStyle: ColorStyle.optional(),
  firstBandColorStyle: ColorStyle.optional(),
  secondBandColorStyle: ColorStyle.optional(),
  footerColorStyle: ColorStyle.optional(),
};

const Banding = z.looseObject({
  ...bands,
  headerColor: Color.optional(),
  firstBandColor: Color.optional(),
  secondBandColor: Color.optional(),
  footerColor: Color.optional(),
});

const Group = z.looseObject({
  range: DimensionRange.optional(),
  depth: z.int().optional(),
  collapsed: z.boolean().optional(),
});

const Slicer = z.looseObject({
  slicerId: z.int().optional(),
  position: Position.optional(),
  spec: z
    .looseObject({
      dataRange: GridRange.optional(),
      filterCriteria: FilterCriteria.optional(),
      columnIndex: z.int().optional(),
      applyToPivotTables: z.boolean().optional(),
      title: z.string().optional(),
      textFormat: TextFormat.optional(),
      backgroundColor: Color.optional(),
      backgroundColorStyle: ColorStyle.optional(),
      horizontalAlignment: z.string().optional(),
    })
    .optional(),
});

const Table = z.looseObject({
  tableId: z.string().optional(),
  name: z.string().optional(),
  range: GridRange.optional(),
  rowsProperties: z.looseObject(bands).optional(),
  columnProperties: z
    .array(
      z.looseObject({
        columnIndex: z.int().optional(),
        columnName: z.string().optional(),
        columnType: z.string().optional().meta({ description: 'For example TEXT, DATE or DROPDOWN' }),
        dataValidationRule: z.looseObject({ condition: BooleanCondition.optional() }).optional(),
      }),
    )
    .optional(),
});

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/sheets#Sheet */
export const Sheet = z.looseObject({
  properties: SheetProperties.optional(),
  data: z.array(GridData).optional().meta({ description: 'Cells, where they were asked for' }),
  merges: z.array(GridRange).optional(),
  conditionalFormats: z.array(ConditionalFormat).optional(),
  filterViews: z
    .array(
      z.looseObject({
        ...filter,
        filterViewId: z.int().optional(),
        title: z.string().optional(),
        namedRangeId: z.string().optional(),
      }),
    )
    .optional(),
  protectedRanges: z.array(ProtectedRange).optional(),
  basicFilter: z.looseObject(filter).optional(),
  charts: z.array(Chart).optional(),
  bandedRanges: z
    .array(
      z.looseObject({
        bandedRangeId: z.int().optional(),
        bandedRangeReference: z.string().optional(),
        range: GridRange.optional(),
        rowProperties: Banding.optional(),
        columnProperties: Banding.optional(),
      }),
    )
    .optional(),
  developerMetadata: z.array(DeveloperMetadata).optional(),
  rowGroups: z.array(Group).optional(),
  columnGroups: z.array(Group).optional(),
  slicers: z.array(Slicer).optional(),
  tables: z.array(Table).optional(),
  commentAnchors: z.array(CommentAnchor).optional().meta({ description: 'Where comments hang, where they were asked for' }),
});
