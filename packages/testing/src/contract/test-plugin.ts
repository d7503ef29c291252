import type { Plugin } from '@mortise/sdk';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageProblems } from './package-rules.ts';
import { type PluginPackage, readPackage } from './plugin-package.ts';
import { manifestProblems, schemaProblems } from './schema-rules.ts';
import { codeProblems, documentationProblems, nameProblems, testProblems } from './source-rules.ts';
import { descriptionProblems, logoProblems, readmeProblems, titleProblems } from './store-rules.ts';

const rules = {
  names: ['names every action after its file', nameProblems],
  titles: ['has titles in sentence case', titleProblems],
  descriptions: ['has descriptions that are sentences', descriptionProblems],
  manifest: ['can be listed by its manifest', manifestProblems],
  schemas: ['takes objects and lets unknown fields of the service pass', schemaProblems],
  readme: ['has a README in four parts that names every action', readmeProblems],
  logo: ['has a logo that is safe to show', logoProblems],
  package: ['has a package.json that a host understands', packageProblems],
  documentation: ['links the documentation of the service above every class', documentationProblems],
  tests: ['has a test for every action', testProblems],
  code: ['has code that is typed and reaches nothing by itself', codeProblems],
} as const satisfies Record<string, readonly [sentence: string, problems: (pluginPackage: PluginPackage) => string[]]>;

export type ContractRule = keyof typeof rules;

export interface TestPluginOptions {
  /** Rules that do not hold for this plugin, each with the reason why. */
  readonly except?: Partial<Readonly<Record<ContractRule, string>>>;
}

/** Registers the contract that every plugin keeps: `testPlugin(plugin, import.meta.dirname + '/..')`. */
export function testPlugin(plugin: Plugin, packageDirectory: string, { except = {} }: TestPluginOptions = {}): void {
  describe(`The plugin ${plugin.application.name}`, () => {
    let pluginPackage: PluginPackage;
    beforeAll(() => {
      pluginPackage = readPackage(plugin, packageDirectory);
    });
    for (const [name, [sentence, problems]] of Object.entries(rules)) {
      if (!(name in except)) it(sentence, () => expect(problems(pluginPackage)).toEqual([]));
    }
  });
}
