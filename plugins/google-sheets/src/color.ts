import { z } from 'zod';

const share = z.number().optional();

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other#Color */
export const Color = z
  .looseObject({ red: share, green: share, blue: share, alpha: share })
  .meta({ description: 'Each part from 0 to 1; absent is 0' });

/** @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/other#ColorStyle */
export const ColorStyle = z.looseObject({
  rgbColor: Color.optional(),
  themeColor: z.string().optional().meta({ description: 'A colour of the theme in its place, for example ACCENT1' }),
});
