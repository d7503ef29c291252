import { z } from 'zod';
import { isMortiseError } from '../errors/mortise-error.ts';
import { parseXml } from './parse-xml.ts';

/**
 * XML that comes as text, as the object that {@link parseXml} makes of it: `output = XmlText.pipe(z.looseObject({ … }))`. What cannot
 * be read does not fit the schema.
 */
export const XmlText = z.string().transform(async (text, context) => {
  try {
    return await parseXml(text);
  } catch (error) {
    // zod tries every schema synchronously first and lets go of what that gives; an error thrown there would be nobody's.
    if (!isMortiseError(error)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});
