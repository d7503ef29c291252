import { Imports } from '../code/imports.ts';
import { isIdentifier, key, literal, property, templateText } from '../code/literal.ts';
import { LocalNames } from '../code/names.ts';
import { camel } from '../code/words.ts';
import type { ModelFiles } from '../plugin/model-files.ts';
import type { Field, Shape, Side } from '../schema/shape.ts';
import type { Answer, RequestBody } from './bodies.ts';
import type { Operation } from './operations.ts';
import type { Parameter } from './parameters.ts';

/** A connector that is going to be written. */
export interface Plan {
  readonly operation: Operation;
  readonly description: string | undefined;
  readonly documentation: string;
  /** The address that the path is appended to, where it is not that of the application. */
  readonly origin?: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: RequestBody | undefined;
  readonly answer: Answer;
}

/** The input as one shape: path, query, headers, and the body in the end. */
export function inputOf({ parameters, body }: Plan): Shape {
  if (body?.fields && parameters.length === 0) return body.shape;
  const fields = parameters.map(({ field, shape, isRequired }): Field => ({ name: field, shape, isRequired }));
  if (!body) return { kind: 'object', fields };
  const own = body.fields ?? [{ name: body.field, shape: body.shape, isRequired: body.isRequired }];
  return { kind: 'object', fields: [...fields, ...own] };
}

/** The shapes that a connector writes itself, and by which it refers to models. */
export function rootsOf(plan: Plan): (readonly [Shape, Side])[] {
  const { answer } = plan;
  return [[inputOf(plan), 'input'], ...('shape' in answer ? [[answer.shape, 'output'] as const] : [])];
}

export function connectorFile(plan: Plan, models: ModelFiles): string {
  const { operation, description, documentation, answer } = plan;
  const { className, name, title } = operation;
  const imports = new Imports();
  const inputCode = models.code('input');
  const outputCode = models.code('output');
  const input = inputCode.expression(withoutDescription(inputOf(plan)));
  const output = outputOf(answer, (shape) => outputCode.expression(withoutDescription(shape), answer.mayBeAbsent));
  const request = new RequestCode(plan, imports).toString();
  models.addImports(imports, inputCode, 'input', '../');
  models.addImports(imports, outputCode, 'output', '../');
  if ([input, output].some((code) => /\bz\./.test(code ?? ''))) imports.add('zod', 'z');
  const parent = {
    json: 'RestConnector',
    pages: 'PagedConnector',
    text: 'RestConnector',
    file: 'DownloadConnector',
    none: 'Connector',
  }[answer.kind];
  imports.add('@mortise/sdk', parent);
  if (answer.kind === 'pages') imports.add('@mortise/sdk', 'byLink', 'type ResponseOf').add('zod', 'z');
  const facts = [
    `readonly name = ${literal(name)};`,
    `readonly title = ${literal(title)};`,
    description === undefined ? '' : `override readonly description = ${literal(description)};`,
    `readonly input = ${input};`,
    output === undefined ? '' : `readonly output = ${output};`,
    ...(answer.kind === 'pages' ? ['readonly response = z.array(z.unknown());', 'readonly pagination = byLink();'] : []),
  ];
  return `${imports}
/** @see ${documentation} */
export class ${className} extends ${parent} {
${facts.filter(Boolean).join('\n')}

${request}
${answer.kind === 'pages' ? `\nitems(items: ResponseOf<${className}>) { return items; }\n` : ''}}
`;
}

function withoutDescription({ description: _description, ...shape }: Shape): Shape {
  return shape;
}

function outputOf(answer: Answer, write: (shape: Shape) => string): string | undefined {
  switch (answer.kind) {
    case 'json':
    case 'pages':
      return write(answer.shape);
    case 'text':
      return answer.mayBeAbsent ? 'z.string().optional()' : 'z.string()';
    case 'none':
      return 'z.looseObject({})';
    case 'file':
      return undefined;
  }
}

/** The method that says what to send. */
class RequestCode {
  readonly #plan: Plan;
  readonly #imports: Imports;
  readonly #locals = new LocalNames();
  /** What is taken out of the input by name, as a pattern. */
  readonly #pattern: string[] = [];
  readonly #variables = new Map<string, string>();

  constructor(plan: Plan, imports: Imports) {
    this.#plan = plan;
    this.#imports = imports;
  }

  toString(): string {
    const { operation, parameters, body, answer } = this.#plan;
    const rest = this.#rest();
    for (const parameter of parameters) if (!(rest === 'query' && isSentAsIs(parameter))) this.#take(parameter.field);
    if (body?.fields) for (const field of body.styles.keys()) this.#take(field);
    else if (body) this.#take(body.field);
    const options = [this.#query(rest === 'query'), this.#headers(), this.#body()].filter((option) => option !== '');
    const method = operation.method === 'delete' ? 'del' : operation.method;
    this.#imports.add('@mortise/sdk', method);
    const call = `${method}(${this.#path()}${options.length > 0 ? `, { ${options.join(', ')} }` : ''})`;
    const input = this.#parameter(rest);
    if (answer.kind !== 'none') return `request(${input}) { return ${call}; }`;
    this.#imports.add('@mortise/sdk', 'type ActionContext');
    return `async execute(${input || '_input: unknown'}, context: ActionContext) { await context.send(${call}); return {}; }`;
  }

  /** What the fields that are not named are sent as, all at once. */
  #rest(): 'query' | 'body' | undefined {
    if (this.#plan.body?.fields) return 'body';
    return this.#plan.parameters.some(isSentAsIs) ? 'query' : undefined;
  }

  #restName(rest: 'query' | 'body' | undefined): string {
    return rest === 'body' ? (this.#plan.body?.kind ?? 'json') : 'query';
  }

  #parameter(rest: 'query' | 'body' | undefined): string {
    if (this.#pattern.length === 0 && rest === undefined) return '';
    this.#imports.add('@mortise/sdk', 'type InputOf');
    const type = `InputOf<${this.#plan.operation.className}>`;
    if (this.#pattern.length === 0) return `${this.#restName(rest)}: ${type}`;
    const pattern = rest === undefined ? this.#pattern : [...this.#pattern, `...${this.#restName(rest)}`];
    return `{ ${pattern.join(', ')} }: ${type}`;
  }

  #take(field: string): void {
    const local = this.#locals.take(isIdentifier(field) ? field : camel(field, 'value'));
    this.#variables.set(field, local);
    this.#pattern.push(local === field ? field : `${key(field)}: ${local}`);
  }

  #variable({ field }: Pick<Parameter, 'field'>): string {
    return this.#variables.get(field) ?? field;
  }

  #path(): string {
    const { operation, parameters } = this.#plan;
    const { origin = '' } = this.#plan;
    const pieces = operation.path.split(/(\{[^}]*\})/);
    if (pieces.length === 1) return literal(`${origin}${operation.path}`);
    this.#imports.add('@mortise/sdk', 'path');
    const written = pieces.map((piece) => {
      const parameter = parameters.find((each) => each.in === 'path' && `{${each.name}}` === piece);
      if (!parameter) return templateText(piece);
      const variable = this.#variable(parameter);
      return `\${${typeof parameter.style === 'object' ? `${variable}.join(${literal(parameter.style.joinedBy)})` : variable}}`;
    });
    return `path\`${templateText(origin)}${written.join('')}\``;
  }

  #query(hasRest: boolean): string {
    const named = this.#plan.parameters.filter((parameter) => parameter.in === 'query' && !(hasRest && isSentAsIs(parameter)));
    if (named.length === 0) return hasRest ? 'query' : '';
    const nested = named.filter(({ style }) => style === 'nested');
    if (nested.length > 0) this.#imports.add('@mortise/sdk', 'nested');
    const entries = named
      .filter(({ style }) => style !== 'nested')
      .map((parameter) => {
        const variable = this.#variable(parameter);
        const { style, name, isRequired } = parameter;
        if (typeof style === 'object')
          return `${key(name)}: ${variable}${isRequired ? '' : '?'}.join(${literal(style.joinedBy)})`;
        return property(name, variable);
      });
    const fields = nested.map((parameter) => {
      const variable = this.#variable(parameter);
      return property(parameter.name, variable);
    });
    const parts = [
      ...(hasRest ? ['...query'] : []),
      ...entries,
      ...(fields.length > 0 ? [`...nested({ ${fields.join(', ')} })`] : []),
    ];
    return parts.length === 1 && parts[0]?.startsWith('...nested')
      ? `query: ${parts[0].slice(3)}`
      : `query: { ${parts.join(', ')} }`;
  }

  #headers(): string {
    const { parameters, body, answer } = this.#plan;
    const entries = parameters
      .filter((parameter) => parameter.in === 'header')
      .map((parameter) => {
        const variable = this.#variable(parameter);
        const { shape, style, isRequired, name } = parameter;
        const value =
          typeof style === 'object' ? `${variable}.join(',')` : shape.kind === 'text' ? variable : `String(${variable})`;
        const entry = property(name, value);
        return isRequired ? entry : `...(${variable} !== undefined && { ${entry} })`;
      });
    if (body?.contentType !== undefined) entries.push(`'content-type': ${literal(body.contentType)}`);
    if (answer.contentType !== undefined) entries.push(`accept: ${literal(answer.contentType)}`);
    return entries.length === 0 ? '' : `headers: { ${entries.join(', ')} }`;
  }

  #body(): string {
    const { body } = this.#plan;
    if (!body) return '';
    const variable = body.fields ? body.kind : this.#variable(body);
    const option = body.kind === 'text' ? 'body' : body.kind;
    const written = property(option, body.kind === 'form' ? this.#form(body, variable) : variable);
    // Only JSON may be absent where it is named.
    const isAsked = body.kind !== 'json' && !body.isRequired && !body.fields;
    return isAsked ? `...(${variable} !== undefined && { ${written} })` : written;
  }

  /** A form whose fields are not all sent as they are. */
  #form({ styles, shape }: RequestBody, variable: string): string {
    if (shape.kind === 'object' && shape.rest) {
      this.#imports.add('@mortise/sdk', 'nested');
      return `nested(${variable})`;
    }
    if (styles.size === 0) return variable;
    const parts = [...styles].map(([name, style]) => {
      const value = this.#formField(name, variable);
      if (style === 'json') return `${key(name)}: JSON.stringify(${value})`;
      const isAlways = shape.kind === 'object' && shape.fields.some((field) => field.name === name && field.isRequired);
      if (style !== 'nested') return `${key(name)}: ${value}${isAlways ? '' : '?'}.join(${literal(style.joinedBy)})`;
      this.#imports.add('@mortise/sdk', 'nested');
      // Where it is not taken out of the form by name, nothing else may be sent under its name.
      const absent = this.#variables.has(name) ? '' : `${key(name)}: undefined, `;
      return `${absent}...nested({ ${property(name, value)} })`;
    });
    return `{ ...${variable}, ${parts.join(', ')} }`;
  }

  #formField(name: string, form: string): string {
    return this.#variables.get(name) ?? `${form}${isIdentifier(name) ? `.${name}` : `[${literal(name)}]`}`;
  }
}

/** Goes into the query under its own name and without a change. */
function isSentAsIs({ in: place, field, name, style }: Parameter): boolean {
  return place === 'query' && field === name && (style === 'plain' || style === 'repeated');
}
