import { AsyncLocalStorage } from 'node:async_hooks'

export type TransactionScope = ReturnType<typeof createTransactionScope>

/**
 * Knows whether the calling code stands inside a transaction's work. A call that went around the transaction from
 * there would wait for ever for SQLite's one connection, and on PostgreSQL would not see what the transaction wrote.
 */
export function createTransactionScope() {
  const scope = new AsyncLocalStorage<{ isOpen: boolean }>()
  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      // What the work sets going and leaves behind carries the scope along, and is free once it is closed.
      const state = { isOpen: true }
      try {
        return await scope.run(state, work)
      } finally {
        state.isOpen = false
      }
    },

    /** Called by every way to a connection. */
    refuseInside() {
      if (!scope.getStore()?.isOpen) return
      throw new Error('Inside a transaction use the tables it was given. Transactions do not nest.')
    },

    /** Call when the database is closed: until then Node carries the scope along with every promise of the process. */
    end: () => scope.disable(),
  }
}
