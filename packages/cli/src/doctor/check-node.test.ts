import { describe, expect, it } from 'vitest';
import { checkNode } from './check-node.ts';

describe('checkNode', () => {
  it.each([
    ['20.20.0', 'red'],
    ['24.10.0', 'red'],
    ['24.11.0', 'yellow'],
    ['24.13.0', 'green'],
    ['25.1.0', 'red'],
    ['26.0.0', 'green'],
    ['27.0.0', 'yellow'],
  ])('finds Node.js %s %s', (version, status) => {
    expect(checkNode(version).status).toBe(status);
  });
});
