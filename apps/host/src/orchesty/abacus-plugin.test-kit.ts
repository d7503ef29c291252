import { Application, CustomAction, definePlugin, type InputOf } from '@mortise/sdk';
import { z } from 'zod';

class Add extends CustomAction {
  readonly name = 'add';
  readonly title = 'Add';
  readonly input = z.object({ numbers: z.array(z.number()) });
  readonly output = z.number();
  execute({ numbers }: InputOf<Add>) {
    return numbers.reduce((sum, each) => sum + each, 0);
  }
}

class Abacus extends Application {
  readonly name = 'abacus';
  readonly title = 'Abacus';
  readonly description = 'Sums. Needs no account.';
  baseUrl() {
    return 'https://abacus.example.com';
  }
}

export default definePlugin({ application: Abacus, actions: [Add] });
