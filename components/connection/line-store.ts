import { createStore } from 'zustand/vanilla'

export type Line = 'connecting' | 'open' | 'lost' | 'signed_out'

/**
 * The state of the event stream from the server: `lost` as soon as it breaks, `open` again when it is back;
 * `signed_out` while the server asks for its access token, which another tab may give. It is no part of the
 * connection's context, whose readers would all be drawn again with it.
 */
export const lineStore = createStore<{ readonly line: Line }>(() => ({ line: 'connecting' }))
