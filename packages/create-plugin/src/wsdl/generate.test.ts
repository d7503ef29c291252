import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPlugin } from '../create-plugin.ts';
import { fixture, generate, makeFolder } from '../generated.test-kit.ts';

describe('A plugin from a WSDL', () => {
  it('has a connector for an operation, whose parent brings the WSDL along', async () => {
    const { read } = await generate('wsdl', { file: 'books.wsdl' });

    expect(await read('src/connectors/find-books.ts')).toBe(`import { z } from 'zod';
import { AcmeConnector } from '../acme-connector.ts';
import { ArrayOfBook } from '../array-of-book.ts';

/** @see https://books.example.com/ws/books.asmx */
export class FindBooks extends AcmeConnector {
  readonly name = 'find-books';
  readonly title = 'Find books';
  override readonly description = 'Finds books of a genre.';
  readonly operation = 'FindBooks';
  readonly input = z.object({
    genre: z.enum(['novel', 'class']),
    limit: z.int().optional(),
    tag: z.array(z.string()).optional(),
  });
  readonly output = z.looseObject({ FindBooksResult: ArrayOfBook.optional() });
}
`);
    expect(await read('src/acme-connector.ts')).toContain('export abstract class AcmeConnector extends WsdlConnector');
    expect(await read('src/acme.application.ts')).toContain(`return 'https://books.example.com/ws/books.asmx';`);
  });

  it('keeps the WSDL as it is', async () => {
    const { read } = await generate('wsdl', { file: 'books.wsdl' });

    const code = await read('src/wsdl.ts');
    const [, text = ''] = /export const wsdl = `(.*)`;\n$/s.exec(code) ?? [];
    expect(text.replace(/\\([\\`$])/g, '$1')).toBe(await readFile(fixture('books.wsdl'), 'utf8'));
  });

  it('reads text as what it stands for, and lists of one as lists', async () => {
    const { read } = await generate('wsdl', { file: 'books.wsdl' });

    const [output, input] = (await read('src/book.ts')).split('export const BookInput');
    expect(output).toContain('pages: xsd.int.optional(),');
    expect(output).toContain('price: xsd.decimal,');
    expect(output).toContain('available: xsd.boolean,');
    expect(output).toContain('author: z.preprocess(asList, z.array(Author)).optional(),');
    expect(output).toContain(`'@id': z.string(),`);
    expect(input).toContain('price: z.union([z.number(), z.string().regex(');
    expect(await read('src/array-of-book.ts')).toContain(`.or(z.literal(''))`);
  });

  it('takes an element whose text is absent beside its attributes', async () => {
    const wsdl = await readFile(fixture('books.wsdl'), 'utf8');
    const weight =
      '<xsd:complexType name="Weight"><xsd:simpleContent><xsd:extension base="xsd:double"><xsd:attribute name="unit" type="xsd:string" use="required"/></xsd:extension></xsd:simpleContent></xsd:complexType>';
    const text = wsdl
      .replace('<xsd:complexType name="Book">', `${weight}<xsd:complexType name="Book">`)
      .replace('name="title" type="xsd:string"', 'name="title" type="tns:Weight"');
    const { read } = await generate('wsdl', { text });

    const [output, input] = (await read('src/weight.ts')).split('export const WeightInput');
    expect(output).toContain(`z.looseObject({ '@unit': z.string(), '#text': xsd.double.optional() })`);
    expect(input).toContain(`z.object({ '@unit': z.string(), '#text': z.number() })`);
  });

  it('brings along what the WSDL imports from beside it', async () => {
    const directory = await makeFolder();
    const wsdl = await readFile(fixture('books.wsdl'), 'utf8');
    const [, schema = ''] = /(<xsd:schema.*<\/xsd:schema>)/s.exec(wsdl) ?? [];
    const importing = '<xsd:schema targetNamespace="urn:books"><xsd:include schemaLocation="books.xsd"/></xsd:schema>';
    await writeFile(join(directory, 'split.wsdl'), wsdl.replace(schema, importing));
    await writeFile(
      join(directory, 'books.xsd'),
      schema.replace('<xsd:schema', '<xsd:schema xmlns:tns="urn:books" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'),
    );

    const created = await createPlugin({ name: 'acme', directory, source: { kind: 'wsdl', file: 'split.wsdl' } });

    expect(await readFile(join(created.directory, 'src/wsdl.ts'), 'utf8')).toContain(`'books.xsd': \``);
    expect(await readFile(join(created.directory, 'src/connectors/find-books.ts'), 'utf8')).toContain(
      'limit: z.int().optional()',
    );
  });

  it('expects elements in whatever namespace they are', async () => {
    const { read } = await generate('wsdl', { file: 'orders.wsdl' });
    expect(await read('src/connectors/save.test.ts')).toContain(`expect(api.requests[0]?.text).toMatch(/\\bId\\b[^<>]*>1<\\//);`);
  });

  it('sends one option of a choice', async () => {
    const { read } = await generate('wsdl', { file: 'orders.wsdl' });
    expect(await read('src/connectors/find.test.ts')).toContain(`const input: InputOf<Find> = { byName: 'by name' };`);
  });

  it('leaves out what it cannot write, and says which headers are wanted', async () => {
    const { actions, notes } = await generate('wsdl', { file: 'orders.wsdl' });

    expect(actions).toEqual(['save', 'put', 'find', 'end']);
    expect(notes.slice(0, 3)).toEqual([
      'Say was left out: its messages are encoded (use="encoded"), and only literal ones can be written.',
      'Do it was left out: its name is none that XML can hold.',
      'put goes without the header of SOAP Session. Write header() if the service demands it.',
    ]);
    await expect(generate('wsdl', { file: 'orders.wsdl' }, { operations: ['Say'] })).rejects.toThrow('No connector can be made.');
  });

  it('leaves out an operation whose input is text and no object', async () => {
    const wsdl = await readFile(fixture('books.wsdl'), 'utf8');
    const text = wsdl.replace('"Ping"><xsd:complexType/></xsd:element>', '"Ping" type="xsd:string"/>');
    const { actions, notes } = await generate('wsdl', { text });

    expect(actions).toEqual(['find-books', 'add-book']);
    expect(notes[0]).toBe('Ping was left out: its input is no object, and a connector has fields.');
    await expect(generate('wsdl', { text }, { operations: ['Ping'] })).rejects.toThrow('No connector can be made.');
  });

  it('brings along another WSDL that the first one imports', async () => {
    const directory = await makeFolder();
    const wsdl = await readFile(fixture('books.wsdl'), 'utf8');
    const [service = ''] = /<service .*<\/service>/s.exec(wsdl) ?? [];
    const importing = '<import namespace="urn:books" location="abstract.wsdl"/>';
    const head = wsdl.slice(0, wsdl.indexOf('<documentation>'));
    await writeFile(join(directory, 'service.wsdl'), `${head}${importing}${service}</definitions>`);
    await writeFile(join(directory, 'abstract.wsdl'), wsdl.replace(service, ''));

    const created = await createPlugin({ name: 'acme', directory, source: { kind: 'wsdl', file: 'service.wsdl' } });

    expect(created.actions).toEqual(['find-books', 'add-book', 'ping']);
    expect(await readFile(join(created.directory, 'src/wsdl.ts'), 'utf8')).toContain(`'abstract.wsdl': \``);
  });

  it.each(['https://evil.example/a.xsd', 'file:///etc/passwd', '../outside.xsd', '/etc/passwd'])(
    'does not read %s',
    async (location) => {
      const wsdl = await readFile(fixture('books.wsdl'), 'utf8');
      const text = wsdl.replace('elementFormDefault="qualified">', `$&<xsd:include schemaLocation="${location}"/>`);
      await expect(generate('wsdl', { text })).rejects.toThrow('Nothing is fetched');
    },
  );

  it.each([
    ['<a>', 'not well-formed'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'document type declaration'],
    ['<description xmlns="http://www.w3.org/ns/wsdl"/>', 'a WSDL 2.0'],
    ['<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>', 'no service that is called over SOAP'],
  ])('refuses %s', async (text, words) => {
    await expect(generate('wsdl', { text })).rejects.toThrow(words);
  });
});
