/** What a message is that has only just been made, for columns that say nothing yet. */
export const untouched = {
  version: null,
  parent: null,
  sequence: null,
  cursor: null,
  batch: null,
  input: null,
  output: null,
  error: null,
  replayed_at: null,
  started_at: null,
  ended_at: null,
};
