import type { RunView } from './fold'

/** When the newest event of a run was seen, in Unix ms; null where none is known. */
export const lastSeenOf = ({ log }: Pick<RunView, 'log'>): number | null => log.at(-1)?.lastAt ?? null
