import { writeFile } from 'node:fs/promises';
import { processJsonSchema } from './process-document.ts';

const file = new URL('../../process.schema.json', import.meta.url);

await writeFile(file, `${JSON.stringify(processJsonSchema(), null, 2)}\n`);
