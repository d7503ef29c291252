import type { PluginPackage } from './plugin-package.ts';

const plainRange = /^(?:\^|~|>=)?\d+(?:\.\d+){0,2}(?: <\d+(?:\.\d+){0,2})?$/;
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'];

/** The facts by which a host finds the package, and those that would harm whoever installs it. */
export function packageProblems({ packageJson, plugin }: PluginPackage): string[] {
  const { name, keywords, files, mortise, scripts, dependencies, peerDependencies, type, license, description } = packageJson;
  const demands: readonly [isMet: boolean, problem: string][] = [
    [
      name.replace(/^@[^/]+\//, '').includes(plugin.application.name),
      `The package name ${name} does not hold "${plugin.application.name}".`,
    ],
    [keywords.includes('mortise-plugin'), 'The keyword "mortise-plugin" is missing, so no store finds the package.'],
    [mortise?.manifest === './dist/manifest.json', 'mortise.manifest has to be "./dist/manifest.json".'],
    [type === 'module', '"type" has to be "module".'],
    [Boolean(license), 'The licence is missing.'],
    [Boolean(description), 'The description is missing.'],
    ...['dist', 'logo.svg'].map((file): [boolean, string] => [files.includes(file), `"files" does not hold "${file}".`]),
    ...['@mortise/sdk', 'zod'].map((peer): [boolean, string] => [
      plainRange.test(peerDependencies[peer] ?? ''),
      `${peer} has to be a peer dependency with a plain range such as "^1.0.0".`,
    ]),
    ...Object.keys(dependencies)
      .filter((dependency) => dependency.startsWith('@mortise/') || dependency === 'zod')
      .map((dependency): [boolean, string] => [false, `${dependency} may not be a dependency of its own; make it a peer.`]),
    ...installScripts.map((script): [boolean, string] => [
      !(script in scripts),
      `The script "${script}" runs when it is installed.`,
    ]),
  ];
  return demands.filter(([isMet]) => !isMet).map(([, problem]) => problem);
}
