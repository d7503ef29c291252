import { parse } from 'secure-json-parse';

/** The input of an action in the body of a message: its JSON, or the text where it is none. Keys that could poison are left out. */
export function inputOf(body: string): unknown {
  if (body === '') return {};
  try {
    return parse(body, { protoAction: 'remove', constructorAction: 'remove' }) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
