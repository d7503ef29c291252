import { main } from './main.ts';

const { stdin, stdout, stderr, env } = process;
process.exitCode = await main(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: () => process.cwd() });
