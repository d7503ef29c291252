import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startDemoShop } from '@mortise/demo-shop';
import { listen } from 'soap';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { connectTo } from '../../test/local-connection.ts';
import { startServer } from '../../test/local-server.ts';
import { run } from '../actions/run.ts';
import { parseXml } from '../xml/parse-xml.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { WsdlConnector } from './wsdl-connector.ts';

const tns = 'urn:books';

/** A WSDL in one of the two styles, its schema before the messages. */
function wsdlText({ schema = ownSchema, style = 'document', extra = '', parts = '' } = {}): string {
  const part = style === 'document' ? '<wsdl:part name="parameters" element="tns:AddBook"/>' : parts;
  const body = style === 'document' ? '<s:body use="literal"/>' : `<s:body use="literal" namespace="${tns}"/>`;
  return `<?xml version="1.0"?>
<wsdl:definitions name="Books" targetNamespace="${tns}" xmlns:tns="${tns}" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
  xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">${extra}
  <wsdl:types>${schema}</wsdl:types>
  <wsdl:message name="AddBookIn">${part}</wsdl:message>
  <wsdl:message name="AddBookOut"><wsdl:part name="parameters" element="tns:AddBookResponse"/></wsdl:message>
  <wsdl:portType name="Port"><wsdl:operation name="AddBook">
    <wsdl:input message="tns:AddBookIn"/><wsdl:output message="tns:AddBookOut"/>
  </wsdl:operation></wsdl:portType>
  <wsdl:binding name="Binding" type="tns:Port">
    <s:binding style="${style}" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="AddBook"><s:operation soapAction="urn:add"/>
      <wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output></wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="Books"><wsdl:port name="BooksPort" binding="tns:Binding">
    <s:address location="http://127.0.0.1:1/never"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;
}

const elements = `
  <xsd:element name="AddBook"><xsd:complexType><xsd:sequence>
    <xsd:element name="title" type="xsd:string"/><xsd:element name="isbn" type="xsd:string" nillable="true"/>
    <xsd:element name="author" type="xsd:string" minOccurs="0" maxOccurs="unbounded"/>
  </xsd:sequence></xsd:complexType></xsd:element>
  <xsd:element name="AddBookResponse"><xsd:complexType><xsd:sequence>
    <xsd:element name="number" type="xsd:int"/><xsd:element name="echo" type="xsd:string"/>
  </xsd:sequence></xsd:complexType></xsd:element>`;
const ownSchema = `<xsd:schema targetNamespace="${tns}" elementFormDefault="qualified">${elements}</xsd:schema>`;
const importing = (location: string, kind = 'include') =>
  `<xsd:schema targetNamespace="${tns}" elementFormDefault="qualified"><xsd:${kind} schemaLocation="${location}"/></xsd:schema>`;

class AddBook extends WsdlConnector {
  readonly name: string = 'add-book';
  readonly title = 'Add a book';
  readonly input = z.record(z.string(), z.unknown());
  readonly output: z.ZodType = z.unknown();
  readonly path: string = '/books';
  readonly wsdl: string = wsdlText();
  readonly operation: string = 'AddBook';
}

const withWsdl = (wsdl: string, wsdlDocuments: Readonly<Record<string, string>> = {}) =>
  class extends AddBook {
    override readonly wsdl = wsdl;
    override readonly wsdlDocuments = wsdlDocuments;
  };

/** A real server that is made of the WSDL; it keeps what it is told. */
async function startBooks(wsdl = wsdlText()) {
  const told: unknown[] = [];
  const AddBook = (book: { readonly title?: string }) => {
    told.push(book);
    if (book.title === 'refused') throw { Fault: { faultcode: 'soap:Client', faultstring: 'No such book.', statusCode: 500 } };
    return { number: 7, echo: '007' };
  };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve, reject) =>
    listen(server, {
      path: '/books',
      xml: wsdl,
      services: { Books: { BooksPort: { AddBook } } },
      callback: (error) => (error ? reject(error) : resolve()),
    }),
  );
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = portOf(server.address());
  return { told, connection: connectTo({ url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }) };
}

function portOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return address;
}

const messageOf = (content: XmlContent, BookClass = AddBook) => new BookClass().message(content, contextWith());

describe('WsdlConnector', () => {
  it('calls a server that is made of the same WSDL', async () => {
    const { told, connection } = await startBooks();

    const output = await run(AddBook, { isbn: '0001', title: 'Joints', author: ['A', 'B'] }, { connection });

    expect(told).toEqual([{ title: 'Joints', isbn: '0001', author: ['A', 'B'] }]);
    expect(output).toEqual({ number: '7', echo: '007' });
  });

  it('calls the demo shop by its own WSDL, and not at the address in it', async () => {
    const shop = await startDemoShop();
    onTestFinished(() => shop.close());
    const wsdl = await (await fetch(`${shop.url}/soap?wsdl`)).text();
    class CheckVat extends withWsdl(wsdl.replaceAll(shop.url, 'http://127.0.0.1:1')) {
      override readonly path = '/soap';
      override readonly operation = 'CheckVat';
    }
    const connection = connectTo({ url: shop.url, host: new URL(shop.url).host });
    expect(await run(CheckVat, { vatNumber: '00680637', countryCode: 'CZ' }, { connection })).toMatchObject({ valid: 'true' });
    expect(shop.requests.at(-1)?.headers).toMatchObject({ soapaction: '"https://demo-shop.example/soap/CheckVat"' });
  });

  it('fails with a fault', async () => {
    const { told, connection } = await startBooks();
    await expect(run(AddBook, { title: 'refused' }, { connection })).rejects.toMatchObject({
      code: 'api_rejected',
      message: expect.stringContaining('No such book.'),
    });
    expect(told).toHaveLength(1);
  });

  it('brings elements into the order of the WSDL, with their namespaces and the SOAPAction', async () => {
    const { xml, headers } = await messageOf({ author: 'A', title: 'T', isbn: null });
    expect(xml.replace(/ xmlns:?\w*="[^"]*"/g, '')).toMatch(
      /<soap:Body><(\w+:)?AddBook><(\w+:)?title>T<\/(\w+:)?title><(\w+:)?isbn xsi:nil="true"><\/(\w+:)?isbn><(\w+:)?author>A</,
    );
    expect(headers).toMatchObject({ soapaction: '"urn:add"', 'content-type': 'text/xml; charset=utf-8' });
  });

  it('keeps the namespace of what is inside, where the outermost element is of a type from another schema', async () => {
    const types = `<xsd:schema targetNamespace="urn:types" elementFormDefault="qualified" xmlns:types="urn:types">
      <xsd:complexType name="Book"><xsd:sequence><xsd:element name="title" type="xsd:string"/>
        <xsd:element name="part" type="types:Book" minOccurs="0" maxOccurs="unbounded"/></xsd:sequence></xsd:complexType>
    </xsd:schema>`;
    const schema = `<xsd:schema targetNamespace="${tns}" elementFormDefault="qualified" xmlns:q1="urn:types">
      <xsd:import namespace="urn:types"/><xsd:element name="AddBook" type="q1:Book"/>
      <xsd:element name="AddBookResponse"><xsd:complexType/></xsd:element></xsd:schema>`;

    const { xml } = await messageOf({ part: [{ title: 'P' }], title: 'T' }, withWsdl(wsdlText({ schema: schema + types })));

    const { Envelope } = z.object({ Envelope: z.looseObject({ Body: z.unknown() }) }).parse(await parseXml(xml));
    expect(Envelope.Body).toMatchObject({ AddBook: { title: 'T', part: { title: 'P' } } });
    expect(xml).toMatch(
      /<AddBook xmlns="urn:books"><(\w+):title xmlns:\1="urn:types">T<.*<\1:part xmlns:\1="urn:types"><\1:title>P</,
    );
  });

  it('speaks SOAP 1.2, sends a header and other arguments than the input', async () => {
    class Twelve extends AddBook {
      override readonly soapVersion = '1.2';
      override header() {
        return { Session: '<7>' };
      }
      override arguments() {
        return { title: 'fixed' };
      }
    }
    const { xml, headers } = await messageOf({}, Twelve);
    expect(xml).toContain('http://www.w3.org/2003/05/soap-envelope');
    expect(xml).toMatch(/<soap:Header[^>]*><Session>&lt;7&gt;<\/Session><\/soap:Header>/);
    expect(xml).toContain('>fixed<');
    expect(headers['content-type']).toContain('application/soap+xml');
  });

  it('speaks the rpc style', async () => {
    const parts = '<wsdl:part name="title" type="xsd:string"/><wsdl:part name="isbn" type="xsd:string"/>';
    const { xml } = await messageOf({ title: '<T>', isbn: null }, withWsdl(wsdlText({ style: 'rpc', parts })));
    expect(xml).toMatch(/<(\w+:)?AddBook><title>&lt;T&gt;<\/title><isbn xsi:nil="true"><\/isbn><\/(\w+:)?AddBook>/);
  });

  it('sends nothing where no schema defines the element of the message', async () => {
    const schema = ownSchema.replace('name="AddBook"', 'name="AddAnotherBook"');
    await expect(messageOf({ title: 'T' }, withWsdl(wsdlText({ schema })))).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('names an element for "AddBook" that none of its schemas defines'),
    });
  });

  it('calls an operation of the rpc style that takes nothing', async () => {
    const { xml } = await messageOf({}, withWsdl(wsdlText({ style: 'rpc' })));
    expect(xml).toMatch(/<soap:Body><(\w+:)?AddBook><\/\1AddBook><\/soap:Body>/);
  });

  it.each([
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-12.5, '-12.5'],
  ])('writes the number %d in digits', async (title, digits) => {
    const { xml } = await messageOf({ title });
    expect(xml).toContain(`>${digits}</`);
  });

  it('names the operations that there are', async () => {
    class Wrong extends AddBook {
      override readonly operation: string = 'setSecurity';
    }
    await expect(messageOf({}, Wrong)).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'The WSDL has no operation "setSecurity". It has: AddBook.',
    });
  });
});

describe('values in a WSDL call', () => {
  const evil = ['</title><evil/>', '<![CDATA[ ]]></title><evil/><![CDATA[ ]]>', '&evil;', '"><evil x="', '$1 $& $`'];

  it.each(evil)('arrive as the text that they are: %s', async (title) => {
    const { told, connection } = await startBooks();
    await run(AddBook, { title, isbn: title, author: [title, title] }, { connection });
    expect(told).toEqual([{ title, isbn: title, author: [title, title] }]);
  });

  it.each(evil)('become no markup in attributes, lists, text or rpc parts: %s', async (value) => {
    const parts = '<wsdl:part name="title" type="xsd:string"/>';
    const content = { title: { '@a': value, '#text': value, odd: [{ '@b': value, c: value }, value] } };
    for (const wsdl of [wsdlText(), wsdlText({ style: 'rpc', parts })]) {
      const { xml } = await messageOf(content, withWsdl(wsdl));
      expect(xml).not.toMatch(/<evil|&evil;|CDATA\[ \]\]></);
      expect(xml).not.toContain('mortise-');
    }
  });

  it.each(['a><evil/', 'a b', '@a="1" b', '$xml', '_xml', '_xmlns', '@xsi_type', '@xmlns', '', '!xml', '@'])(
    'cannot be smuggled in by the name %j',
    async (name) => {
      for (const content of [{ [name]: '<evil/>' }, { title: { [name]: '<evil/>' } }, { author: [{ [name]: '<evil/>' }] }]) {
        await expect(messageOf(content)).rejects.toMatchObject({ code: 'invalid_request' });
      }
    },
  );

  it.each(['$value', '$attributes'])('%s is no name either', async (name) => {
    await expect(messageOf({ [name]: 'x' })).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it.each([{ title: '\u0000' }, { title: Number.NaN }, { author: [['a']] }, { title: () => 1 }])(
    'are refused where XML has no text for them: %j',
    async (content) => {
      await expect(messageOf(content)).rejects.toMatchObject({ code: 'invalid_request' });
    },
  );
});

describe('what a WSDL imports', () => {
  it('is taken from the texts that come with it, however they import each other', async () => {
    const a = `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="${tns}" elementFormDefault="qualified">
      <xsd:include schemaLocation="../b.xsd"/>${elements}</xsd:schema>`;
    const b = `\uFEFF<?xml version="1.0"?><xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="${tns}">
      <xsd:include schemaLocation="types/a.xsd"/></xsd:schema>`;
    const wsdl = wsdlText({ schema: importing('types/a.xsd') });
    const { xml } = await messageOf({ isbn: '1', title: 'T' }, withWsdl(wsdl, { 'types/a.xsd': a, '../b.xsd': b }));
    expect(xml).toMatch(/<(\w+:)?title>T<.*<(\w+:)?isbn>1</);
  });

  it('is neither fetched from another server nor sent to it', async () => {
    const foreign = await startServer((_request, response) => response.end(ownSchema));
    const { told, connection } = await startBooks();
    const wsdls = [
      wsdlText({ schema: importing(`${foreign.url}/a.xsd`) }),
      wsdlText({ schema: importing(`${foreign.url}/a.xsd`, 'import') }),
      wsdlText({ extra: `<wsdl:import namespace="urn:x" location="${foreign.url}/a.wsdl"/>` }),
      wsdlText({ schema: importing(`//${foreign.host}/a.xsd`) }),
    ];
    for (const wsdl of wsdls) {
      await expect(run(withWsdl(wsdl), { title: 'T' }, { connection })).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(/imports ".*", and nothing is fetched/),
      });
    }
    expect(foreign.contacts).toBe(0);
    expect(told).toHaveLength(0);
  });

  it.each(['/etc/passwd', 'file:///etc/passwd', 'package.json', '../package.json', '__proto__', 'constructor', '//['])(
    'is not read from the disk: %s',
    async (location) => {
      await expect(messageOf({}, withWsdl(wsdlText({ schema: importing(location) })))).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringContaining(`imports "${location}"`),
      });
    },
  );

  it.each([
    ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 'DTD'],
    ['<unclosed>', 'not well-formed'],
  ])('may not begin with %s', async (start, reason) => {
    const plain = wsdlText().replace('<?xml version="1.0"?>', '');
    await expect(messageOf({}, withWsdl(start + plain))).rejects.toMatchObject({ message: expect.stringContaining(reason) });
    const including = wsdlText({ schema: importing('a.xsd') });
    await expect(messageOf({}, withWsdl(including, { 'a.xsd': start + ownSchema }))).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('a.xsd'),
    });
  });

  it.each(['', 'not xml', '<order/>', '<html/>'])('or the WSDL itself may not be %j', async (text) => {
    await expect(messageOf({}, withWsdl(text))).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
