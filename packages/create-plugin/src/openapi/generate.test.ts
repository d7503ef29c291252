import { describe, expect, it } from 'vitest';
import { generate, openapi } from '../generated.test-kit.ts';

const ofObject = (schema: object) => ({
  responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
});

describe('A plugin from an OpenAPI document', () => {
  it('has a connector for an operation, as one would be written by hand', async () => {
    const { read } = await generate('openapi', { file: 'pets.yaml' });

    expect(
      await read('src/connectors/get-pet-by-id.ts'),
    ).toBe(`import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Pet } from '../pet.ts';

/** @see https://swagger.io */
export class GetPetById extends RestConnector {
  readonly name = 'get-pet-by-id';
  readonly title = 'Find pet by ID';
  override readonly description = 'Returns a single pet.';
  readonly input = z.object({
    petId: z.union([z.int(), z.string().regex(/^[+-]?\\d+$/)]).meta({ description: 'ID of pet to return' }),
  });
  readonly output = Pet;

  request({ petId }: InputOf<GetPetById>) {
    return get(path\`/pet/\${petId}\`);
  }
}
`);
  });

  it('has a file for each schema with a name, for what is sent and for what comes back', async () => {
    const { read } = await generate('openapi', { file: 'pets.yaml' });

    const pet = await read('src/pet.ts');
    expect(pet).toContain('export const Pet = z.looseObject({\n  id: z.union([z.int(), z.string()]).optional(),');
    expect(pet).toContain('export const PetInput = z.looseObject({\n  name: z.string(),');
    expect(pet).toContain('bornAt: z.iso.datetime({ offset: true }).nullish(),');
    expect(await read('src/category.ts')).toContain(
      `get parent(): z.ZodOptional<typeof Category> {\n    return Category.optional();`,
    );
  });

  it('tests a connector with the examples of the document', async () => {
    const { read } = await generate('openapi', { file: 'pets.yaml' });

    const test = await read('src/connectors/add-pet.test.ts');
    expect(test).toContain(`const input: InputOf<AddPet> = {\n  name: 'doggie',`);
    expect(test).toContain(`{\n        method: 'POST',\n        path: '/api/v3/pet',`);
    expect(test).toContain('faultMatrix(AddPet, { application: Acme, input, reply });');
  });

  it('sends path, query, headers and body where the document says', async () => {
    const { read } = await generate('openapi', { file: 'hostile.json' }, { operations: ['delete', 'Delete'] });

    expect(await read('src/connectors/delete.ts')).toContain(
      `return get(path\`/a\\\`$\${b}\\\`/\${value1st}/\${classValue}/\${aB}\`, {
      query: { ...query, class: queryClass, ...nested({ filter }) },
      headers: { 'X-Trace': String(xTrace) },
    });`,
    );
    expect(await read('src/connectors/delete-2.ts')).toContain(`{ form }));\n    return {};`);
  });

  it('downloads what is no text, and gives nothing back where nothing comes', async () => {
    const { read } = await generate('openapi', { file: 'pets.yaml' });

    expect(await read('src/connectors/get-photo.ts')).toContain('class GetPhoto extends DownloadConnector');
    expect(await read('src/connectors/delete-pet.ts')).toContain('class DeletePet extends Connector');
  });

  it('asks which login where there are several', async () => {
    const { read } = await generate('openapi', { file: 'pets.yaml' });

    const application = await read('src/acme.application.ts');
    expect(application).toContain(
      `login: select('Login', { apiKey: 'Api key', petstoreAuth: 'Petstore auth' }).default('apiKey'),`,
    );
    expect(application).toContain(`if (login === 'petstoreAuth')`);
    expect(application).toContain(`scopes: ['read:pets'],`);
  });

  it.each([
    [{ type: 'http', scheme: 'bearer' }, 'override readonly authentication = bearer();'],
    [{ type: 'http', scheme: 'basic' }, 'override readonly authentication = basic();'],
    [{ type: 'apiKey', in: 'header', name: 'X-Key' }, `override readonly authentication = apiKey({ header: 'X-Key' });`],
    [{ type: 'apiKey', in: 'query', name: 'key' }, `override readonly authentication = apiKey({ query: 'key' });`],
    [
      { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://a.example/token', scopes: { read: '' } } } },
      `return { grant: 'clientCredentials' as const, tokenUrl: 'https://a.example/token', scopes: ['read'] };`,
    ],
  ])('logs in by %j', async (scheme, code) => {
    const scopes = scheme.type === 'oauth2' ? ['read'] : [];
    const { read } = await generate(
      'openapi',
      openapi({ security: [{ main: scopes }] }, { components: { securitySchemes: { main: scheme } } }),
    );

    expect(await read('src/acme.application.ts')).toContain(code);
  });

  it.each([
    [{ type: 'openIdConnect', openIdConnectUrl: 'https://a.example/.well-known' }, 'is OpenID Connect'],
    [{ type: 'http', scheme: 'digest' }, 'is HTTP digest'],
    [{ type: 'apiKey', in: 'cookie', name: 'session' }, 'sends a cookie'],
    [{ type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://a.example', scopes: {} } } }, 'is OAuth 2 with implicit'],
  ])('goes without the login %j and says so', async (scheme, words) => {
    const document = openapi({ security: [{ main: [] }] }, { components: { securitySchemes: { main: scheme } } });
    const { notes, read } = await generate('openapi', document);

    expect(notes[0]).toContain(words);
    expect(await read('src/acme.application.ts')).not.toContain('authentication');
    expect(await read('README.md')).toContain('Its login has still to be written.');
  });

  it.each([
    [[{ url: 'https://a.example/v1/' }], `return 'https://a.example/v1';`],
    [[{ url: '/v1' }], `return \`\${server}/v1\`;`],
    [[{ url: 'https://{shop}.a.example', variables: { shop: { default: 'my-shop' } } }], "shop: slug('Shop').default('my-shop')"],
    [
      [{ url: 'https://{region}.a.example', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }],
      "region: select('Region', { eu: 'eu', us: 'us' }).default('eu')",
    ],
    [
      [{ url: 'https://{shop}.a.example:{port}', variables: { shop: { default: 'mine' }, port: { default: '8443' } } }],
      `return \`https://\${shop}.a.example:8443\`;`,
    ],
    [[{ url: 'https://{host}/v1', variables: { host: { default: 'a.example' } } }], "server: url('Server'"],
    [
      [{ url: 'https://a.example' }, { url: 'https://b.example', description: 'Sandbox' }],
      "return { aExample: 'https://a.example', sandbox: 'https://b.example' }[server];",
    ],
  ])('is where the servers %j are', async (servers, code) => {
    const { read } = await generate('openapi', openapi({}, { servers }));
    expect(await read('src/acme.application.ts')).toContain(code);
  });

  it.each([
    ['https://a.example:{port}', 'The port of the server is taken to be 8443. Change baseUrl() if it is another.'],
    ['https://{host}/v1', 'The variables of https://{host}/v1 could lead anywhere, so that the whole server is asked for'],
  ])('says what became of the variables of %s', async (url, words) => {
    const variables = { port: { default: '8443' }, host: { default: 'a.example' } };
    const { notes } = await generate('openapi', openapi({}, { servers: [{ url, variables }] }));
    expect(notes[0]).toContain(words);
  });

  it('is at the address that is given, with the path of the document', async () => {
    const { read } = await generate('openapi', openapi({}, { servers: [{ url: '/v1' }] }), { url: 'https://eu.a.example' });
    expect(await read('src/acme.application.ts')).toContain(`return 'https://eu.a.example/v1';`);
  });

  it.each([
    [{ type: ['integer', 'null'] }, 'z.int().nullable()'],
    [{ type: 'string', nullable: true }, 'z.string().nullable()'],
    [{ enum: ['a', 'b'] }, `z.union([z.enum(['a', 'b']), z.string()])`],
    [{ enum: ['a', 1] }, `z.union([z.literal('a'), z.string(), z.number()])`],
    [{ enum: [true] }, 'z.boolean()'],
    [{ type: 'integer', format: 'int64' }, 'z.union([z.int(), z.string()])'],
    [{ enum: [1, 'b', null] }, `z.union([z.literal('b'), z.string(), z.number()]).nullable()`],
    [{ const: 'a' }, `z.literal('a')`],
    [{ type: 'array', items: { type: 'boolean' } }, 'z.array(z.boolean())'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, 'z.record(z.string(), z.number())'],
    [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'z.union([z.string(), z.int()])'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'z.string().nullable()'],
    [{ allOf: [{ properties: { a: { type: 'string' } } }, { required: ['a'] }] }, 'z.looseObject({ a: z.string() })'],
    [true, 'z.unknown()'],
  ])('reads the schema %j', async (schema, code) => {
    const document = openapi(ofObject({ type: 'object', required: ['value'], properties: { value: schema } }));
    const { read } = await generate('openapi', document);
    const [, value] = /readonly output = (.*);\n/s.exec(await read('src/connectors/get-thing.ts')) ?? [];
    expect(value).toContain(code.startsWith('z.looseObject') ? code : `z.looseObject({ value: ${code} })`);
  });

  it('sends all that it is given where the document allows it, and refuses the rest in words', async () => {
    const { read } = await generate('openapi', { file: 'wire.yaml' });

    expect(await read('src/contact.ts')).toContain(`export const Contact = z.looseObject({
  email: z.string(),
  fields: z.looseObject({}).optional(),
  extra: z.looseObject({ a: z.string().optional() }).optional(),
  closed: z.strictObject({ a: z.string().optional() }).optional(),
});`);
  });

  it('tells the options of a union apart by the field that the document names, or by a constant', async () => {
    const { read } = await generate('openapi', { file: 'wire.yaml' });

    expect(await read('src/method.ts')).toContain(`export const Method = z.discriminatedUnion('type', [
  Card.extend({ type: z.literal('card') }),
  Bank.extend({ type: z.literal('bank') }),
]);`);
    const option = (kind: string) => ({ type: 'object', required: ['kind'], properties: { kind: { const: kind } } });
    const body = { content: { 'application/json': { schema: { oneOf: [option('a'), option('b')] } } } };
    const paths = {
      '/things': { post: { operationId: 'addThing', requestBody: body, responses: { 204: { description: '' } } } },
    };
    const other = await generate('openapi', openapi({}, { paths }));
    expect(await other.read('src/connectors/add-thing.ts')).toContain(`.discriminatedUnion('kind', [`);
  });

  it('answers the field that tells the options of a union apart as the options have it', async () => {
    const option = (more: object) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' }, ...more },
    });
    const schemas = {
      Cat: option({ lives: { type: 'integer' } }),
      Dog: option({ good: { type: 'boolean' } }),
      Pet: {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        discriminator: { propertyName: 'kind' },
      },
    };
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } };
    const post = { operationId: 'addPet', requestBody: { content }, responses: { 200: { description: 'ok', content } } };
    const { read } = await generate('openapi', openapi({}, { paths: { '/pets': { post } }, components: { schemas } }));

    const test = await read('src/connectors/add-pet.test.ts');
    expect(test).toContain(`const reply = { kind: 'kind', lives: 1 };`);
    expect(test).toContain(`= { body: { kind: 'Cat', lives: 1 } };`);
    expect(await read('src/pet.ts')).toContain('export const Pet = z.union([Cat, Dog]);');
  });

  it('takes what looks like a reference for data where it is in an example', async () => {
    const data = { $ref: 'https://a.example/schemas/address' };
    const schema = { type: 'object', properties: { default: { const: data }, example: { type: 'object', default: data } } };
    const media = { schema, examples: { named: { value: { data, missing: { $ref: '#/nowhere' } } } } };
    const document = (content: object) =>
      openapi({ responses: { default: { description: 'ok', content: { 'application/json': content } } } });

    expect((await generate('openapi', document(media))).actions).toEqual(['get-thing']);
    for (const foreign of [
      { schema: { properties: { example: data } } },
      { schema: { properties: { properties: { properties: { default: data } } } } },
      { schema: {}, examples: { named: data } },
    ]) {
      await expect(generate('openapi', document(foreign))).rejects.toThrow('outside of itself');
    }
  });

  it('keeps the example that is another option than the first', async () => {
    const { read } = await generate('openapi', { file: 'wire.yaml' });
    expect(await read('src/connectors/pay.test.ts')).toContain(
      `const input: InputOf<Pay> = { method: { type: 'bank', iban: 'CZ65' }, note: 'n' };`,
    );
  });

  it('asks a server of its own where an operation has one', async () => {
    const { read, notes } = await generate('openapi', { file: 'wire.yaml' });

    expect(await read('src/connectors/list-uploads.ts')).toContain(`return get('https://uploads.wire.example/v2/uploads');`);
    expect(await read('src/connectors/list-uploads.test.ts')).toContain(`host: 'uploads.wire.example', path: '/v2/uploads'`);
    expect(await read('src/acme.application.ts')).toContain(`override readonly hosts = ['uploads.wire.example'];`);
    expect(notes[0]).toBe(
      'get-regional was left out: it has a server of its own, https://{region}.wire.example, that is known only with an account.',
    );
  });

  it.each([
    ['add-article', `headers: { 'content-type': 'application/vnd.api+json', accept: 'application/vnd.api+json' }`],
    ['merge-article', `headers: { 'content-type': 'application/merge-patch+json' }`],
    ['send-form', `{ ...form, ids: ids?.join(','), ...nested({ card }), meta: JSON.stringify(meta) }`],
    ['send-draft', `...(body !== undefined && { form: body })`],
    ['send-document', `return post('/documents', { headers: { 'content-type': 'application/xml' }, body });`],
    ['send-document', `z.object({ body: z.string()`],
    ['pay', `readonly title = 'Returns a "505 Wire version not supported"';`],
    ['get-things.test', `const reply = 'answer';`],
    ['list-uploads.test', 'const reply: unknown[] = [];'],
    ['get-order.test', `const reply = { number: 1, status: 'open', paidAt: 'paid at' };`],
  ])('writes %s as the document says: %s', async (name, code) => {
    const { read } = await generate('openapi', { file: 'wire.yaml' });
    expect((await read(`src/connectors/${name}.ts`)).replace(/\s+/g, ' ')).toContain(code);
  });

  it('leaves out what the login sends, and what no path can hold', async () => {
    const { notes, read } = await generate('openapi', { file: 'wire.yaml' });

    expect(notes).toContain('delete-things goes without the header parameter "x-api-key", which the login sends.');
    expect(notes).toContain('get-odd was left out: its path holds "#", which no path can.');
    expect(await read('src/connectors/delete-things.ts')).toContain('readonly input = z.object({});');
  });

  it('writes no schema that nothing refers to, and no description as Markdown', async () => {
    const part = { type: 'object', properties: { a: { type: 'string' } } };
    const whole = { allOf: [{ $ref: '#/components/schemas/Part' }, { $ref: '#/components/schemas/Other' }] };
    const schemas = { Part: part, Other: { type: 'object', properties: { b: { type: 'string' } } }, Whole: whole };
    const document = openapi(ofObject({ $ref: '#/components/schemas/Whole' }), {
      components: { schemas },
      info: { title: 'Things', version: '1', description: 'Uses | and <b' },
    });
    const { files, read } = await generate('openapi', document);

    expect(files.filter((file) => /^src\/[\w-]+\.ts$/.test(file))).toEqual(['src/whole.ts', 'src/index.ts']);
    expect(await read('README.md')).toContain('Uses \\| and \\<b.');
  });

  it('finds schemas by the $id that they have', async () => {
    const schemas = {
      A: {
        $id: 'https://a.example/a.json',
        type: 'object',
        required: ['one', 'two', 'three'],
        properties: { one: { $ref: '#/$defs/One' }, two: { $ref: 'b.json' }, three: { $ref: '#/components/schemas/B' } },
        $defs: { One: { type: 'boolean' } },
      },
      B: { $id: 'https://a.example/b.json', type: 'number' },
    };
    const { read } = await generate(
      'openapi',
      openapi(ofObject({ $ref: '#/components/schemas/A' }), { components: { schemas } }),
    );

    expect(await read('src/a.ts')).toContain('z.looseObject({ one: One, two: B, three: B })');
    expect(await read('src/b.ts')).toContain('export const B = z.number();');
  });

  it('reads a document that begins with a byte order mark', async () => {
    const { actions } = await generate('openapi', { text: `\uFEFF${openapi({}).text}` });
    expect(actions).toEqual(['get-thing']);
  });

  it('is not led astray by what a document says', async () => {
    const { sources, notes, read, actions } = await generate('openapi', { file: 'hostile.json' });

    expect(actions).toEqual(['delete', 'delete-2', 'get-no-id', 'constructor', 'index-2']);
    expect(await sources()).not.toMatch(/^(?:process\.exit|alert)/m);
    expect(await read('src/connectors/delete.ts')).toContain('/** @see https://evil.example.com/%2A/x */');
    expect(await read('src/json.ts')).toContain(
      'export const Json: z.ZodType = z.union([z.string(), z.array(z.lazy(() => Json))]);',
    );
    expect(notes).toContain('upload was left out: it uploads a file, which has to be written by hand with context.readFile().');
  });

  it('pages through a list whose answers link to the next one', async () => {
    const { read } = await generate(
      'openapi',
      openapi({
        responses: {
          200: {
            description: 'ok',
            headers: { Link: { schema: { type: 'string' } } },
            content: {
              'application/json': {
                schema: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
              },
            },
          },
        },
      }),
    );

    const connector = await read('src/connectors/get-thing.ts');
    expect(connector).toContain('class GetThing extends PagedConnector');
    expect(connector).toContain('readonly output = z.looseObject({ id: z.string().optional() });');
    expect(connector).toContain('readonly pagination = byLink();');
    expect(await read('src/connectors/get-thing.test.ts')).toContain('expect(pages).toEqual([[item], [item]]);');
  });

  it('leaves out what demands itself without end', async () => {
    const endless = {
      type: 'object',
      required: ['left', 'right'],
      properties: { left: { $ref: '#/components/schemas/Endless' }, right: { $ref: '#/components/schemas/Endless' } },
    };
    const paths = { '/fine': { get: { operationId: 'fine', responses: { 204: { description: '' } } } } };
    const document = JSON.parse(
      openapi(ofObject({ $ref: '#/components/schemas/Endless' }), { components: { schemas: { Endless: endless } } }).text,
    );
    const { actions, notes } = await generate('openapi', {
      text: JSON.stringify({ ...document, paths: { ...document.paths, ...paths } }),
    });

    expect(actions).toEqual(['fine']);
    expect(notes[0]).toMatch(
      /^get-thing was left out: there is no example of its answer, and no value could be made up for answer/,
    );
  });

  it('imports what it uses, also where only the output is written out', async () => {
    const body = { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } };
    const post = { post: { operationId: 'addThing', requestBody: body, responses: { 204: { description: 'added' } } } };
    const schemas = { Thing: { type: 'object', properties: { name: { type: 'string' } } } };
    const { read } = await generate('openapi', openapi({}, { paths: { '/things': post }, components: { schemas } }));

    expect(await read('src/connectors/add-thing.ts')).toContain(`import { z } from 'zod';`);
  });

  it('takes the first ten operations where nobody says which', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`/things/${index}`, { get: { responses: { 204: { description: '' } } } }]),
    );
    const { actions, notes } = await generate('openapi', openapi({}, { paths }), { operations: undefined });

    expect(actions).toHaveLength(10);
    expect(notes[0]).toBe('The first 10 of 12 operations were written. Name others with --operations, or take --all.');
  });

  it.each([
    ['{', 'can be read neither as JSON nor as YAML'],
    ['swagger: "2.0"', 'is OpenAPI 2.0. Versions 3.0 and 3.1 can be read.'],
    ['openapi: 3.1.0\ninfo: {}', 'is not valid OpenAPI'],
    [openapi({ parameters: [{ $ref: 'https://a.example/p.yaml' }] }).text, 'outside of itself'],
    [openapi({ parameters: [{ $ref: '/etc/passwd' }] }).text, 'outside of itself'],
    ['openapi: 3.1.0\npaths: { /a: { get: { responses: { default: { $ref: a.yaml } } } } }', 'outside of itself'],
    [openapi({}, { paths: {} }).text, 'no operation'],
    [
      openapi(ofObject({ $ref: '#/components/schemas/Missing' })).text,
      'refers to #/components/schemas/Missing, which is not there.',
    ],
    [openapi(ofObject({ type: 'nothing' })).text.replace('3.1.0', '3.0.3'), 'is not valid OpenAPI'],
  ])('refuses the document %#', async (text, words) => {
    await expect(generate('openapi', { text })).rejects.toThrow(words);
  });

  it('leaves out what is made of itself, and says which schema that is', async () => {
    const of = (name: string) => ofObject({ $ref: `#/components/schemas/${name}` });
    const part = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const schemas = {
      A: { allOf: [part('A')] },
      B: { properties: { c: part('C') } },
      C: { oneOf: [part('D'), { type: 'string' }] },
      D: { anyOf: [{ allOf: [part('C')] }] },
      E: { properties: { e: part('E'), list: { type: 'array', items: part('E') } } },
    };
    const paths = Object.fromEntries(
      ['A', 'B', 'E'].map((name) => [`/${name}`, { get: { operationId: `get${name}`, ...of(name) } }]),
    );
    const { actions, notes } = await generate('openapi', openapi({}, { components: { schemas }, paths }));
    expect(actions).toEqual(['get-e']);
    expect(notes).toContain('get-a was left out: the schema A is made of itself.');
    expect(notes.join()).toMatch(/get-b was left out: the schema [CD] is made of itself\./);

    await expect(generate('openapi', openapi(of('A'), { components: { schemas } }))).rejects.toThrow(
      'No connector can be made. get-thing was left out: the schema A is made of itself.',
    );
  });

  it('reads schemas that are made of one another many times over, and patterns that take for ever', async () => {
    const schemas: Record<string, unknown> = { S0: { type: 'object', properties: { x: { type: 'string' } } } };
    for (let count = 1; count <= 24; count += 1) {
      const before = { $ref: `#/components/schemas/S${count - 1}` };
      schemas[`S${count}`] = { allOf: [before, { type: 'object', properties: { a: before, b: before } }] };
    }
    const parameter = { name: 'q', in: 'query', schema: { type: 'string', pattern: '^(a+)+$' }, example: `${'a'.repeat(40)}!` };
    const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/S24' } } } };
    const paths = {
      '/things': { post: { parameters: [parameter], requestBody: body, ...ofObject({ $ref: '#/components/schemas/S24' }) } },
    };

    const { read } = await generate('openapi', openapi({}, { components: { schemas }, paths }));
    expect(await read('src/connectors/post-things.ts')).not.toContain('a+');
  });

  it('names by what it does an operation whose id is no name, and keeps to the id where it is one', async () => {
    const responses = { 204: { description: '' } };
    const of = (operationId: string, summary?: string) => ({ operationId, responses, ...(summary && { summary }) });
    const path = '/crm/objects/2026-09/{objectType}/{objectId}';
    const paths = {
      [path]: {
        get: of(`get-${path}_getById`, 'Read an object'),
        patch: of(`patch-${path}_update`),
        delete: of('deleteObject', 'Archive an object'),
      },
      [`${path}/associations`]: {
        get: of('aLongNameThatSomeMachineMadeOfWhateverItFoundInTheCode', 'Read an object'),
        put: of('aLongNameThatSomeMachineMadeOfWhateverItFoundInTheCode2', 'PUT /associations'),
      },
    };
    const { sources, read } = await generate('openapi', openapi({}, { paths }));
    const names = [...(await sources()).matchAll(/readonly name = '(.*?)';\n {2}readonly title/g)].map(([, name]) => name);
    expect(names.sort()).toEqual([
      'acme',
      'delete-object',
      'patch-objects-by-object-type-by-object-id',
      'put-by-object-type-by-object-id-associations',
      'read-an-object',
      'read-an-object-2',
    ]);
    expect(await read('src/connectors/read-an-object.ts')).toContain('export class ReadAnObject extends');
  });

  it('names the operations there are where one is not', async () => {
    await expect(generate('openapi', { file: 'pets.yaml' }, { operations: ['getpetbyID', 'missing'] })).rejects.toThrow(
      'There is no operation "missing". There are getPetById, deletePet,',
    );
  });

  it('takes a success without a body for one where the document has such a success too', async () => {
    const empty = { description: 'Accepted' };
    const ok = { description: 'Saved', content: { 'application/json': { schema: { type: 'object' } } } };
    const { read } = await generate('openapi', openapi({ responses: { 200: ok, 204: empty } }));
    expect(await read('src/connectors/get-thing.ts')).toContain('readonly output = z.looseObject({}).optional();');
    expect(await read('src/connectors/get-thing.test.ts')).toContain(
      `api.replies({ status: 204 });\n\n    expect(await api.run(input)).toBeUndefined();`,
    );

    const text = { description: 'Saved', content: { 'text/plain': {} } };
    const later = await generate('openapi', openapi({ responses: { 202: empty, 201: text } }));
    expect(await later.read('src/connectors/get-thing.ts')).toContain('readonly output = z.string().optional();');
    const never = await generate('openapi', openapi({ responses: { 200: ok, 404: empty } }));
    expect(await never.read('src/connectors/get-thing.ts')).toContain('readonly output = z.looseObject({});');
  });
});
