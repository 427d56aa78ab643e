import { createStore } from 'zustand/vanilla'

export interface Deletion {
  /** What it is about, by `objectKey`. */
  readonly key: string
  /** Deletes it; ends when the lists know. */
  readonly send: () => Promise<unknown>
  readonly onFailure: (error: unknown) => void
}

/** An id says what it means on its connection only. */
export const objectKey = (connection: string, id: string) => `${connection} ${id}`

/**
 * Deletes that can be taken back, one at a time: the next one, or leaving the page, sends the one before. What is about
 * to be deleted is in `hidden` until that is done, undone or has failed. `page` tells `pagehide`.
 */
export function createPendingDeletes(page: EventTarget) {
  const store = createStore<{ readonly hidden: ReadonlySet<string> }>(() => ({ hidden: new Set() }))
  let finishLast = () => {}

  function show(key: string) {
    store.setState(({ hidden }) => ({ hidden: new Set([...hidden].filter((each) => each !== key)) }))
  }
  return {
    store,
    /** Hides it. `finish` sends the request, `undo` sends nothing; the first of them counts. */
    begin({ key, send, onFailure }: Deletion) {
      finishLast()
      let isOpen = true
      function close() {
        const wasOpen = isOpen
        isOpen = false
        page.removeEventListener('pagehide', finish)
        return wasOpen
      }
      function finish() {
        if (!close()) return
        void send()
          .catch(onFailure)
          .finally(() => show(key))
      }
      finishLast = finish
      page.addEventListener('pagehide', finish)
      store.setState(({ hidden }) => ({ hidden: new Set([...hidden, key]) }))
      return { finish, undo: () => void (close() && show(key)) }
    },
  }
}

/** Those of this tab. On the server nothing is ever begun. */
export const pendingDeletes = createPendingDeletes(typeof window === 'undefined' ? new EventTarget() : window)
