import { createStore } from 'zustand/vanilla'

export type Line = 'connecting' | 'open' | 'lost' | 'signed_out'

/**
 * How the live line to the server stands: `lost` as soon as it breaks, `open` again when it is back; `signed_out` while
 * the server asks for its access token, which another tab may give. No part of the connection's context: all that reads
 * the connection would be drawn again with it.
 */
export const lineStore = createStore<{ readonly line: Line }>(() => ({ line: 'connecting' }))
