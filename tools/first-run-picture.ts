/**
 * Draws docs/first-run.svg anew, the picture in the README: what the first run prints, and what its commands do. Build before, and
 * remove examples/first-run/.mortise, so that it is a first run.
 */
import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './packages.ts';

const run = promisify(execFile);
const project = join(root, 'examples/first-run');
const environment = { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter) };

const columns = 124;
const characterWidth = 8.4;
const lineHeight = 20;
const margin = 24;

const printed = await start();
const told = printed.slice(0, printed.indexOf('It runs by itself')).trimEnd().split('\n');
const commands = told.map((line) => line.trim()).filter((line) => line.startsWith('npx mortise'));
const screens = [['$ npm start', '…', ...told], await pasted(commands)];
await writeFile(join(root, 'docs/first-run.svg'), draw(screens.map((lines) => lines.flatMap(wrap))));

/** Leaves it running until this program ends. */
async function start(): Promise<string> {
  const demo = spawn(process.execPath, ['start.ts'], { cwd: project, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => demo.kill('SIGINT'));
  let text = '';
  for await (const chunk of demo.stdout) {
    text += chunk;
    if (text.includes('Stop       Ctrl-C')) {
      demo.unref();
      return text;
    }
  }
  throw new Error(`The first run ended early: ${text}`);
}

async function pasted(lines: readonly string[]): Promise<string[]> {
  const screen: string[] = [];
  for (const line of lines) {
    const { stdout } = await run('sh', ['-c', line.replace(/^npx /, '')], { cwd: project, env: environment });
    screen.push(`$ ${line}`, ...stdout.trimEnd().split('\n'));
  }
  return screen;
}

/** As a terminal of this width does. */
function wrap(line: string): string[] {
  const parts = line.match(new RegExp(`.{1,${columns}}`, 'gu'));
  return parts ?? [''];
}

function draw(pages: readonly (readonly string[])[]): string {
  const width = Math.round(columns * characterWidth + 2 * margin);
  let top = 0;
  const panels = pages.map((lines) => {
    const height = lines.length * lineHeight + 2 * margin;
    const panel = [
      `<rect y="${top}" width="${width}" height="${height}" rx="10" fill="#1a1b20"/>`,
      ...lines.map((line, index) => text(line, top + margin + (index + 0.75) * lineHeight)),
    ];
    top += height + margin;
    return panel.join('\n');
  });
  const font = `ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top - margin}" font-family="${font}" font-size="14">
<title>The first run in a terminal</title>
<style>text { white-space: pre; fill: #e6e6e6 } .typed { fill: #9cc9be } .failed { fill: #f28b82 }</style>
${panels.join('\n')}
</svg>
`;
}

/** Stretched to the columns it takes, whatever the font. */
function text(line: string, y: number): string {
  if (line.trim() === '') return '';
  const kind = line.startsWith('$') ? ' class="typed"' : /^ +check-vat .* 1$|waits at/.test(line) ? ' class="failed"' : '';
  const escaped = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const length = (line.length * characterWidth).toFixed(1);
  return `<text x="${margin}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"${kind}>${escaped}</text>`;
}
