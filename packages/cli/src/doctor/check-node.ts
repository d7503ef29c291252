import { isSupportedNode } from '../supported-node.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

/** Earlier ones of the line let code past the permission model that plugins run under (CVE-2025-55130 and others). */
const firstPatched = { major: 24, minor: 13 };

/** Whether this is a Node.js that gets security fixes for years, and has those we count on: even lines do, odd ones end after half a year. */
export function checkNode(version: string): Diagnosis {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (!isSupportedNode(version)) {
    return red('node', `Node.js ${version} is not supported.`, 'Install the newest Node.js 24.');
  }
  if (major === firstPatched.major && minor < firstPatched.minor) {
    const wanted = `${firstPatched.major}.${firstPatched.minor}`;
    return yellow('node', `Node.js ${version} has known holes, which ${wanted} closed.`, 'Install the newest Node.js 24.');
  }
  if (major % 2 === 1)
    return yellow('node', `Node.js ${version} belongs to a line that ends early.`, 'Use an even line, such as 24.');
  return green('node', `Node.js ${version}, line ${major}`);
}
