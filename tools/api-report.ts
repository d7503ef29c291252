import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { root } from './packages.ts';

/**
 * Compares the API that the built SDK exports with the checked-in report, and with `update` writes the report anew. Returns
 * what is to be said about it: nothing, when all is well.
 */
export function reportApi({ update }: { readonly update: boolean }): string[] {
  const folder = join(root, 'packages/sdk');
  mkdirSync(join(folder, 'etc'), { recursive: true });
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, 'dist/index.d.ts'),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.build.json') },
      newlineKind: 'lf',
      apiReport: {
        enabled: true,
        reportFileName: 'sdk.api.md',
        reportFolder: join(folder, 'etc'),
        reportTempFolder: join(folder, 'node_modules/.api-report'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
    },
  });
  const messages: string[] = [];
  const result = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      message.handled = true;
      // What it says about the report itself is an advice to copy files about; ours is below.
      if (message.messageId.startsWith('console-api-report')) return;
      if (message.logLevel === 'error' || message.logLevel === 'warning') messages.push(message.text);
    },
  });
  if (result.apiReportChanged && !update) {
    messages.push('The API of the SDK has changed. If that was meant, run `npm run api-report` and commit the difference.');
  }
  return messages;
}

if (import.meta.main) {
  for (const message of reportApi({ update: true })) console.log(message);
}
