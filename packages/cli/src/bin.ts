import { main } from './main.ts';

const exitCode = await main(process.argv.slice(2), process);
// Ends even where something keeps Node alive, such as a timer of a plugin that was loaded to be checked.
process.stdout.write('', () => process.exit(exitCode));
