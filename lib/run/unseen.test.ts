import { expect, it } from 'vitest'
import { emptyView, fold } from './fold'
import { asked, createLog, START, textRun } from './testing/log'
import { unseenOf } from './unseen'

it('what passed before a run was first seen begins with the second of its creation, whenever it was asked for', () => {
  const log = createLog()
  log.run('in_progress')
  const [first] = log.events
  const found = { ...asked(first!), at: START + 300 }
  for (const notBefore of [START - 60_000, START + 200, undefined]) {
    const event = { ...found, ...(notBefore !== undefined && { notBefore }) }
    expect(unseenOf(fold(emptyView, [event]))).toEqual({ from: START, to: START + 300 })
  }
})

it('nothing passed before a log that begins with its run, or before there is one', () => {
  expect(unseenOf(fold(emptyView, textRun()))).toBeNull()
  expect(unseenOf(emptyView)).toBeNull()
})
