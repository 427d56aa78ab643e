import { createStore } from 'zustand/vanilla'

export interface Deletion {
  /** What it is about, by `objectKey`. */
  readonly key: string
  /** Deletes it; ends when the lists know. */
  readonly send: () => Promise<unknown>
  readonly onFailure: (error: unknown) => void
  /** Told when it was taken back. */
  readonly onUndone?: () => void
}

/** An id says what it means on its connection only. */
export const objectKey = (connection: string, id: string) => `${connection} ${id}`

/**
 * Deletes that can be taken back, one at a time: the next one, or leaving the page, sends the one before. What is about
 * to be deleted is in `hidden`, with what takes it back, until that is done, undone or has failed; once the request is
 * sent nothing takes it back. `page` tells `pagehide`.
 */
export function createPendingDeletes(page: EventTarget) {
  const store = createStore<{ readonly hidden: ReadonlyMap<string, (() => void) | null> }>(() => ({
    hidden: new Map(),
  }))
  let finishLast = () => {}

  function show(key: string) {
    store.setState(({ hidden }) => ({ hidden: new Map([...hidden].filter(([each]) => each !== key)) }))
  }
  function hide(key: string, undo: (() => void) | null) {
    store.setState(({ hidden }) => ({ hidden: new Map([...hidden, [key, undo]]) }))
  }
  return {
    store,
    /** Hides it. `finish` sends the request, `undo` sends nothing; the first of them counts. */
    begin({ key, send, onFailure, onUndone }: Deletion) {
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
        hide(key, null)
        void send()
          .catch(onFailure)
          .finally(() => show(key))
      }
      function undo() {
        if (!close()) return
        show(key)
        onUndone?.()
      }
      finishLast = finish
      page.addEventListener('pagehide', finish)
      hide(key, undo)
      return { finish, undo }
    },
  }
}

/** Those of this tab. On the server nothing is ever begun. */
export const pendingDeletes = createPendingDeletes(typeof window === 'undefined' ? new EventTarget() : window)
