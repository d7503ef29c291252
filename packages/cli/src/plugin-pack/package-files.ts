interface PackageFacts {
  readonly name: string;
  readonly title: string;
  readonly actions: readonly { readonly exportName: string; readonly name: string; readonly title: string }[];
  /** Path of the module below `src`. */
  readonly module: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The files of a plugin package beside the modules of its actions, by their paths. */
export function packageFiles(facts: PackageFacts): [path: string, text: string][] {
  return [
    ['package.json', packageJson(facts)],
    ['README.md', readme(facts)],
    ['logo.svg', logo(facts)],
    ['src/index.ts', index(facts)],
  ];
}

function packageJson({ name, title, dependencies }: PackageFacts): string {
  const facts = {
    name: `mortise-plugin-${name}`,
    version: '0.1.0',
    description: `Actions of ${title} for Mortise`,
    keywords: ['mortise-plugin'],
    license: 'UNLICENSED',
    type: 'module',
    engines: { node: '^24.11.0 || >=26.0.0' },
    files: ['dist', 'logo.svg'],
    mortise: { manifest: './dist/manifest.json' },
    exports: { '.': './dist/index.js', './package.json': './package.json' },
    ...(Object.keys(dependencies).length > 0 && { dependencies }),
    peerDependencies: { '@mortise/sdk': '^1.0.0', zod: '^4.2.0' },
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}

function index({ name, title, actions, module }: PackageFacts): string {
  const exported = actions.map(({ exportName }) => exportName).join(', ');
  return `import { Application, definePlugin } from '@mortise/sdk';
import { ${exported} } from './${module}';

class Packed extends Application {
  readonly name = ${JSON.stringify(name)};
  readonly title = ${JSON.stringify(title)};
  readonly description = ${JSON.stringify(`Actions of ${title}.`)};

  /** Its actions work by themselves and ask no service. */
  baseUrl() {
    return 'https://service.invalid';
  }
}

export default definePlugin({ application: Packed, actions: [${exported}] });
`;
}

function readme({ name, title, actions }: PackageFacts): string {
  const rows = actions.map((action) => `| \`${name}.${action.name}\` | ${action.title} |`).join('\n');
  return `# ${title}

Actions that were written for a service of our own, packed as a plugin: they run in any Mortise host.

## How to connect

Nothing is asked for: add the package to the project of the host, and the actions are there.

## What it offers

| Action | What it does |
| --- | --- |
${rows}

## Known limits

- The actions run in a process of the host. What they need of the service, such as its database, is not there.
`;
}

function logo({ title }: PackageFacts): string {
  const letter = (/\p{L}|\p{N}/u.exec(title)?.[0] ?? 'M').toUpperCase();
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#3b5bdb"/><text x="32" y="43" font-family="sans-serif" font-size="32" text-anchor="middle" fill="#fff">${letter}</text></svg>\n`;
}
