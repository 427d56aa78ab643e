import { expect, it } from 'vitest'
import { emptyView, fold } from './fold'
import { asked, createLog, START, textRun } from './testing/log'
import { unseenOf } from './unseen'

it('what passed before a run was first seen begins with its creation, as exactly as that is known', () => {
  const log = createLog()
  log.run('in_progress')
  const [first] = log.events
  const found = { ...asked(first!), at: START + 300 }
  expect(unseenOf(fold(emptyView, [{ ...found, notBefore: START - 60_000 }]))).toEqual({
    from: START - 60_000,
    to: START + 300,
  })
  expect(unseenOf(fold(emptyView, [found])), 'by the second of its object').toEqual({ from: START, to: START + 300 })
})

it('nothing passed before a log that begins with its run, or before there is one', () => {
  expect(unseenOf(fold(emptyView, textRun()))).toBeNull()
  expect(unseenOf(emptyView)).toBeNull()
})
