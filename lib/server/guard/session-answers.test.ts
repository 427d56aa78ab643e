import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestPeople, ownerIn } from '@/lib/backend/people/testing/people'
import { createPeopleHere } from './people-here'
import { createSessionAnswers, endAnswersInTime, ofKey } from './session-answers'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An answer that goes on until it is cut. */
function answering() {
  const response = Object.assign(new EventEmitter(), {
    isOpen: true,
    destroy() {
      response.isOpen = false
      response.emit('close')
    },
  })
  return response
}

async function start() {
  const over = new Set<string>()
  const [here, answers] = [createPeopleHere(), createSessionAnswers()]
  endAnswersInTime({ answers, here, access: { isOver: (id) => over.has(id) } })
  const people = await createTestPeople()
  here.open(people)
  const open = (whose: string) => {
    const response = answering()
    answers.add(whose, response as unknown as ServerResponse)
    return response
  }
  return { over, people, open, answers }
}

test('answers end when the time of their key is over', async () => {
  const { people, open } = await start()
  const made = (seconds: number) =>
    people.keys.create({ name: 'k', scopes: ['read'], expires_at: Math.floor(Date.now() / 1_000) + seconds }, ownerIn())
  const [soon, later] = [open(ofKey((await made(30)).id)), open(ofKey((await made(3_600)).id))]
  vi.advanceTimersByTime(25_000)
  expect([soon.isOpen, later.isOpen]).toEqual([true, true])
  vi.advanceTimersByTime(10_000)
  expect([soon.isOpen, later.isOpen]).toEqual([false, true])
})

test('answers end with a session that was ended elsewhere, or whose time is over', async () => {
  const { over, open } = await start()
  const [ended, other] = [open('1-a'), open('1-b')]
  over.add('1-a')
  vi.advanceTimersByTime(7_000)
  expect([ended.isOpen, other.isOpen]).toEqual([false, true])
})
