import sax from 'sax';
import { MalformedResponseError } from '../errors/malformed-response-error.ts';
import { quote } from '../errors/quote.ts';
import { OpenElement } from './open-element.ts';
import { maxXmlDepth, type XmlContent } from './xml-content.ts';

declare module 'sax' {
  interface SAXOptions {
    /** Of sax 1.3 and later; its types do not know it yet. */
    readonly strictEntities?: boolean;
  }
}

/** Named entities are those of XML and no others; without a DTD, none can be added. */
const options = { xmlns: true, strictEntities: true };

/** What {@link parseXml} does, for those who have loaded the parser already. */
export function readXml(text: string): XmlContent {
  const parser = sax.parser(true, options);
  const open: OpenElement[] = [];
  let document: XmlContent | undefined;

  parser.onerror = (cause) => {
    const [reason = ''] = cause.message.split('\n');
    throw new MalformedResponseError(`The XML is not well-formed: ${quote(reason)}`, { cause });
  };
  parser.ondoctype = () => {
    throw new MalformedResponseError(
      'The XML has a document type declaration (DTD). Those are refused, since they can define entities.',
    );
  };
  parser.onopentag = (tag) => {
    if (document !== undefined) throw new MalformedResponseError('The XML is not well-formed: it has a second root.');
    if (open.length === maxXmlDepth)
      throw new MalformedResponseError(`The XML is nested more than ${maxXmlDepth} elements deep.`);
    if ('local' in tag) open.push(new OpenElement(tag));
  };
  const addText = (piece: string) => open.at(-1)?.addText(piece);
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onclosetag = () => {
    const closed = open.pop();
    if (!closed) return;
    const parent = open.at(-1);
    if (parent) parent.addElement(closed.name, closed.value());
    else document = Object.fromEntries([[closed.name, closed.value()]]);
  };

  parser.write(text).close();
  if (document === undefined) throw new MalformedResponseError('The XML is not well-formed: it has no element.');
  return document;
}
