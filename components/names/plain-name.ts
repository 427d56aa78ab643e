/** Marks that change the direction of all that follows them: embeddings, overrides and isolates. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g

/** A name as it may stand beside other words: without the marks that would turn those around. */
export const plainName = (name: string): string => name.replaceAll(DIRECTIONS, '')
