import { describe, expect, it } from 'vitest';
import { askWhich } from './ask.ts';

const offers = [
  { id: 'getPet', name: 'get-pet', label: 'GET /pet' },
  { id: 'addPet', name: 'add-pet', label: 'POST /pet' },
];

/** Asks with these answers, one after the other. */
async function ask(...answers: string[]) {
  const shown: string[] = [];
  const chosen = await askWhich({ show: (line) => shown.push(line), ask: async () => answers.shift() ?? 'all' })(offers);
  return { chosen, shown };
}

describe('A question which operations to take', () => {
  it('shows them with numbers', async () => {
    expect((await ask('all')).shown).toEqual(['  1  GET /pet', '  2  POST /pet']);
  });

  it.each([
    ['all', 'all'],
    ['2', ['addPet']],
    ['2, get-pet', ['addPet', 'getPet']],
    ['getPet', ['getPet']],
  ])('takes %j', async (answer, chosen) => {
    expect((await ask(answer)).chosen).toEqual(chosen);
  });

  it.each(['', '3', 'nothing', '1,x'])('asks again after %j', async (answer) => {
    const { chosen, shown } = await ask(answer, '1');
    expect(shown).toContain('One of these is not in the list.');
    expect(chosen).toEqual(['getPet']);
  });
});
