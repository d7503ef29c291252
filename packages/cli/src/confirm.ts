import { cancelled, usageError } from './command-error.ts';
import type { Session } from './session.ts';

export interface Confirmation {
  /** Whether `--yes` was given. */
  readonly yes?: true | undefined;
  /** The command with it. */
  readonly again: string;
  /** Asked of a person; what is lost has to be in it. */
  readonly question: string;
}

/** Throws where nobody can be asked, so that a script says what it means before the host is asked for anything. */
export function requireConfirmation({ terminal }: Session, { yes, again }: Omit<Confirmation, 'question'>): void {
  if (yes || terminal.isInteractive) return;
  throw usageError('This has to be confirmed, and nobody can be asked here.', [{ label: 'Confirm it', command: again }]);
}

export async function confirm(session: Session, { yes, question }: Omit<Confirmation, 'again'>): Promise<void> {
  if (!yes && !(await session.prompter().confirm(question))) throw cancelled();
}
