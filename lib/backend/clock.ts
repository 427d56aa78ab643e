/** The present moment in Unix milliseconds. */
export type Clock = () => number

/** The wire counts in whole seconds. */
export const toSeconds = (ms: number) => Math.floor(ms / 1000)
