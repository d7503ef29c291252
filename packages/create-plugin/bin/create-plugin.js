#!/usr/bin/env node
// Plain enough for any Node.js to read, so that one that is too old says so instead of failing somewhere inside.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  console.error(`error  Node.js ${process.versions.node} is too old for Mortise
       It needs 24.11 or newer, or 26.
do     Install a current version from https://nodejs.org, or with your version manager: nvm install 24`);
  process.exitCode = 2;
} else await import('../dist/bin.js');
