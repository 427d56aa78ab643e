/** A run that is queued, being cancelled, silent, or locks its thread for longer than this is worth a word. In ms. */
export const LONG_MS = { queued: 10_000, cancelling: 10_000, silent: 60_000, locked: 30_000 } as const
