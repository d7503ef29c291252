import { checkHosts, checkNames, checkSchemas, checkTitles } from './check-actions.ts';
import { checkBuild } from './check-build.ts';
import { checkLogo, checkReadme } from './check-content.ts';
import { checkPackage } from './check-package.ts';
import { checkSdkRange } from './check-sdk-range.ts';
import { readManifest } from './read-manifest.ts';
import { type PluginFinding, readPackageJson, type Subject } from './subject.ts';

export interface CheckedPlugin {
  readonly name: string;
  readonly version: string;
  readonly findings: readonly PluginFinding[];
}

/** Everything that can be told about a built plugin without a host and without a network. Runs the plugin's code. */
export async function checkPlugin(directory: string, signal: AbortSignal): Promise<CheckedPlugin> {
  const subject = { directory, packageJson: await readPackageJson(directory) };
  const findings = [...checkPackage(subject), checkSdkRange(subject), ...(await checkContents(subject, signal))];
  return { name: subject.packageJson.name, version: subject.packageJson.version, findings };
}

async function checkContents(subject: Subject, signal: AbortSignal): Promise<PluginFinding[]> {
  const readme = await checkReadme(subject);
  const manifest = await readManifest(subject);
  // Without a manifest there is nothing to compare the code with; building writes one, and the next check goes on.
  if ('status' in manifest) return [readme, manifest];
  return [
    readme,
    await checkLogo(subject, manifest),
    ...(await checkBuild(subject, manifest, signal)),
    checkNames(manifest),
    checkTitles(manifest),
    checkSchemas(manifest),
    checkHosts(manifest),
  ];
}
