import { Imports } from '../code/imports.ts';
import { comment } from '../code/literal.ts';
import type { Model, Models } from '../schema/models.ts';
import type { Shape, Side } from '../schema/shape.ts';
import { ZodCode } from '../schema/zod-code.ts';

/** The schemas that connectors share, one file for each name, and how connectors refer to them. */
export class ModelFiles {
  readonly #models: Models;
  readonly #needed: ReadonlyMap<string, ReadonlySet<Side>>;
  readonly #inputs = new Map<string, string>();
  /** What connectors refer to. */
  readonly #used = new Set<string>();
  readonly #differing = new Map<string, boolean>();

  /** `roots` are the shapes that connectors write themselves. */
  constructor(models: Models, roots: readonly (readonly [Shape, Side])[]) {
    this.#models = models;
    this.#needed = models.needed(roots);
    for (const [name, sides] of this.#needed) {
      if (sides.size === 2 && this.#differs(name)) {
        this.#inputs.set(name, models.takeIdentifier(`${models.get(name).identifier}Input`));
      }
    }
  }

  code(side: Side, owner?: string): ZodCode {
    return new ZodCode({
      side,
      models: this.#models,
      identifierOf: (name) => this.identifierOf(name, side),
      ...(owner !== undefined && { owner }),
    });
  }

  identifierOf(name: string, side: Side): string {
    return (side === 'input' ? this.#inputs.get(name) : undefined) ?? this.#models.get(name).identifier;
  }

  /** Imports what the code refers to; `from` is the way to `src`. */
  addImports(imports: Imports, code: ZodCode, side: Side, from: './' | '../', owner?: string): void {
    for (const name of code.models) {
      if (owner === undefined) this.#used.add(name);
      if (name !== owner) imports.add(`${from}${this.#models.get(name).file}.ts`, this.identifierOf(name, side));
    }
    if (code.usesAsList) imports.add('@mortise/sdk', 'asList');
    if (code.usesXsd) imports.add('@mortise/sdk', 'xsd');
  }

  /** Those that the connectors refer to, which are written first, and those that these refer to. */
  files(): Map<string, string> {
    const files = new Map<string, string>();
    const open = [...this.#needed.keys()].filter((name) => this.#used.has(name));
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      const model = this.#models.get(name);
      const path = `src/${model.file}.ts`;
      if (files.has(path)) continue;
      const { text, models } = this.#file(model);
      files.set(path, text);
      open.push(...models);
    }
    return files;
  }

  #file(model: Model): { readonly text: string; readonly models: readonly string[] } {
    const models: string[] = [];
    const imports = new Imports();
    const sides = [...(this.#needed.get(model.name) ?? [])].sort().reverse();
    const written = sides.filter((side) => side === 'output' || sides.length === 1 || this.#inputs.has(model.name));
    const schemas = written.map((side) => {
      const { description, ...shape } = model.shape;
      const code = this.code(side, model.name);
      const expression = code.expression(shape);
      this.addImports(imports, code, side, './', model.name);
      models.push(...code.models);
      if (code.isLazy || /\bz\./.test(expression)) imports.add('zod', 'z');
      const type = code.isLazy ? ': z.ZodType' : '';
      return `${comment(description)}export const ${this.identifierOf(model.name, side)}${type} = ${expression};`;
    });
    return { text: `${imports}\n${schemas.join('\n\n')}\n`, models };
  }

  /** Whether a schema, or one that it refers to, is another where it is sent. */
  #differs(name: string): boolean {
    return [...this.#models.needed([[{ kind: 'model', name }, 'input']]).keys()].some((each) => this.#differsItself(each));
  }

  #differsItself(name: string): boolean {
    const known = this.#differing.get(name) ?? this.#written(name, 'input') !== this.#written(name, 'output');
    this.#differing.set(name, known);
    return known;
  }

  #written(name: string, side: Side): string {
    const identifierOf = (model: string) => this.#models.get(model).identifier;
    return new ZodCode({ side, models: this.#models, identifierOf, owner: name }).expression(this.#models.get(name).shape);
  }
}
