import type { BodyOptions, HttpRequest } from '@mortise/sdk';
import { z } from 'zod';
import { NamedValues } from './fields.ts';

/** What a request carries, in one of four ways. */
export const content = {
  json: z.unknown().optional().meta({ title: 'JSON', description: 'Sent as application/json' }),
  form: NamedValues.optional().meta({ title: 'Form', description: 'Sent as application/x-www-form-urlencoded' }),
  xml: z.record(z.string(), z.unknown()).optional().meta({
    title: 'XML',
    description: 'The root by its name; @name is an attribute, #text the text beside it, a list repeats an element',
  }),
  text: z
    .string()
    .optional()
    .meta({ title: 'Text', description: 'Sent as it is; plain text unless a header Content-Type says otherwise' }),
};

type Content = z.infer<z.ZodObject<typeof content>>;

/** Complains about content of which only a part, or none, could be sent. */
export function checkContent({ method, ...given }: Content & Pick<HttpRequest, 'method'>, context: z.RefinementCtx): void {
  const [first, second] = (['json', 'form', 'xml', 'text'] as const).filter((name) => given[name] !== undefined);
  if (first === undefined) return;
  if (method === 'GET' || method === 'HEAD') {
    context.addIssue({ code: 'custom', path: [first], message: `must not be there: a ${method} carries no content` });
  } else if (second !== undefined) {
    context.addIssue({
      code: 'custom',
      path: [second],
      message: `must not be there beside "${first}": a request carries one content`,
    });
  }
}

export function contentOf({ json, form, xml, text }: Content): BodyOptions {
  if (json !== undefined) return { json };
  if (form !== undefined) return { form };
  if (xml !== undefined) return { xml };
  return text === undefined ? {} : { body: text, headers: { 'content-type': 'text/plain; charset=utf-8' } };
}
