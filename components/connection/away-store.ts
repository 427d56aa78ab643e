import { createStore } from 'zustand/vanilla'

/** Since when the backend of the page's connection does not answer, on the server's clock in Unix ms; else null. */
export const awayStore = createStore<{ readonly sinceMs: number | null }>(() => ({ sinceMs: null }))
