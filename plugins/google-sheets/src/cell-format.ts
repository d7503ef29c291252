import { z } from 'zod';
import { Color, ColorStyle } from './color.ts';

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other#TextFormat */
export const TextFormat = z.looseObject({
  foregroundColor: Color.optional(),
  foregroundColorStyle: ColorStyle.optional(),
  fontFamily: z.string().optional(),
  fontSize: z.number().optional(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strikethrough: z.boolean().optional(),
  underline: z.boolean().optional(),
  link: z.looseObject({ uri: z.string().optional() }).optional(),
});

const Border = z.looseObject({
  style: z.string().optional().meta({ description: 'For example SOLID or DOTTED' }),
  width: z.number().optional(),
  color: Color.optional(),
  colorStyle: ColorStyle.optional(),
});

const pixels = z.number().optional();

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/cells#CellFormat */
export const CellFormat = z.looseObject({
  numberFormat: z
    .looseObject({ type: z.string().optional(), pattern: z.string().optional() })
    .optional()
    .meta({ description: 'For example type DATE with the pattern yyyy-mm-dd' }),
  backgroundColor: Color.optional(),
  backgroundColorStyle: ColorStyle.optional(),
  borders: z
    .looseObject({ top: Border.optional(), bottom: Border.optional(), left: Border.optional(), right: Border.optional() })
    .optional(),
  padding: z.looseObject({ top: pixels, right: pixels, bottom: pixels, left: pixels }).optional(),
  horizontalAlignment: z.string().optional().meta({ description: 'LEFT, CENTER or RIGHT' }),
  verticalAlignment: z.string().optional().meta({ description: 'TOP, MIDDLE or BOTTOM' }),
  wrapStrategy: z.string().optional().meta({ description: 'What long text does, for example CLIP or WRAP' }),
  textDirection: z.string().optional().meta({ description: 'LEFT_TO_RIGHT or RIGHT_TO_LEFT' }),
  textFormat: TextFormat.optional(),
  hyperlinkDisplayType: z.string().optional().meta({ description: 'LINKED or PLAIN_TEXT' }),
  textRotation: z.looseObject({ angle: z.number().optional(), vertical: z.boolean().optional() }).optional(),
});
