import { describe, expect, it } from 'vitest'
import { createPendingDeletes, objectKey } from './pending-deletes'

function setUp() {
  const page = new EventTarget()
  const sent: string[] = []
  const failures: unknown[] = []
  const { begin, store } = createPendingDeletes(page)
  return {
    page,
    sent,
    failures,
    hidden: () => [...store.getState().hidden.keys()],
    undoOf: (key: string) => store.getState().hidden.get(key),
    begin(key: string, answer: Promise<unknown> = Promise.resolve(), onUndone?: () => void) {
      const send = () => (sent.push(key), answer)
      return begin({ key, send, onFailure: (error) => failures.push(error), onUndone })
    },
  }
}

/** Lets what was promised go on to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('deletes that wait', () => {
  it('hide what they are about, and send once when they are finished', async () => {
    const { begin, sent, hidden } = setUp()
    const { finish, undo } = begin('a')
    expect(hidden()).toEqual(['a'])
    expect(sent).toEqual([])
    finish()
    finish()
    undo()
    expect(sent).toEqual(['a'])
    expect(hidden(), 'until the lists know').toEqual(['a'])
    await settled()
    expect(hidden()).toEqual([])
  })

  it('send nothing when they are undone', () => {
    const { begin, sent, hidden, page } = setUp()
    const { finish, undo } = begin('a')
    undo()
    finish()
    page.dispatchEvent(new Event('pagehide'))
    expect(hidden()).toEqual([])
    expect(sent).toEqual([])
  })

  it('can be taken back by whoever looks at what they are about, until they are sent', () => {
    const { begin, sent, hidden, undoOf } = setUp()
    const told: string[] = []
    begin('a', undefined, () => told.push('a'))
    undoOf('a')?.()
    expect(hidden()).toEqual([])
    expect(told, 'so that the offer elsewhere goes').toEqual(['a'])
    begin('b').finish()
    expect(sent).toEqual(['b'])
    expect(undoOf('b')).toBeNull()
  })

  it('are sent at once when another follows or the page is left', () => {
    const { begin, sent, page } = setUp()
    begin('a')
    const second = begin('b')
    expect(sent).toEqual(['a'])
    page.dispatchEvent(new Event('pagehide'))
    second.finish()
    expect(sent).toEqual(['a', 'b'])
  })

  it('show again what could not be deleted, and say why', async () => {
    const { begin, failures, hidden } = setUp()
    const reason = new Error('The disk is full.')
    begin('a', Promise.reject(reason)).finish()
    await settled()
    expect(failures).toEqual([reason])
    expect(hidden()).toEqual([])
  })

  it('know the same id on two connections apart', () => {
    expect(objectKey('one', 'thread_1')).not.toBe(objectKey('two', 'thread_1'))
  })
})
