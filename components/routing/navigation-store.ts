import { createStore } from 'zustand/vanilla'

/** The path of the page that is on its way; null while the one in sight is the one that was asked for. */
export const navigationStore = createStore<{ readonly towards: string | null }>(() => ({ towards: null }))
