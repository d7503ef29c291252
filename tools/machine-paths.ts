/** Folders that exist on somebody's machine only, at the start of a path. */
const machinePath = new RegExp(`(?<![\\w.~-])/(?:${['work', 'root', 'home', 'Users'].join('|')})/`);

export function namesMachinePath(text: string): boolean {
  return machinePath.test(text);
}

/** Addresses in a lockfile or an npm configuration: a package comes from whatever registry its user has configured. */
export function registryAddresses(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*deprecated:/.test(line))
    .flatMap((line) => line.match(/https?:\/\/[^\s'"}]+/g) ?? []);
}
