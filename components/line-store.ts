import { createStore } from 'zustand/vanilla'

export type Line = 'connecting' | 'open' | 'lost'

/**
 * How the live line to the server stands: `lost` as soon as it breaks, `open` again when it is back. No part of the
 * connection's context: all that reads the connection would be drawn again with it.
 */
export const lineStore = createStore<{ readonly line: Line }>(() => ({ line: 'connecting' }))
