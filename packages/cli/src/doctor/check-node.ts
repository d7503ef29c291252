import { isSupportedNode } from '../supported-node.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

/** Whether this is a Node.js that gets security fixes for years: even lines do, odd ones end after half a year. */
export function checkNode(version: string): Diagnosis {
  const major = Number.parseInt(version, 10);
  if (!isSupportedNode(version)) {
    return red('node', `Node.js ${version} is not supported.`, 'Install the newest Node.js 24.');
  }
  if (major % 2 === 1)
    return yellow('node', `Node.js ${version} belongs to a line that ends early.`, 'Use an even line, such as 24.');
  return green('node', `Node.js ${version}, line ${major}`);
}
