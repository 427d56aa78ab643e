import { expect, it } from 'vitest'
import { pageOf, stepAt, tourSteps } from './tour-steps'

const nothing = () => false
const idOf = (step: number) => tourSteps[step]?.id

it('knows the pages that it visits', () => {
  expect(['/local', '/local/threads/thread_1', '/local/threads/thread_1/runs/run_1'].map(pageOf)).toEqual([
    'overview',
    'thread',
    'run',
  ])
  expect(['/local/threads', '/local/runs', '/local/assistants/asst_1', '/'].map(pageOf)).toEqual(
    Array.from({ length: 4 }),
  )
})

it('whoever does what a step asks for is led on', () => {
  expect(idOf(stepAt(0, 'overview', nothing))).toBe('template')
  expect(idOf(stepAt(0, 'thread', nothing))).toBe('send')
  expect(idOf(stepAt(1, 'thread', (target) => target.includes('run')))).toBe('run')
  expect(idOf(stepAt(3, 'run', nothing))).toBe('timeline')
})

it('going back to a page, or to another, takes nobody back', () => {
  expect(stepAt(4, 'thread', () => true)).toBe(4)
  expect(stepAt(2, undefined, nothing)).toBe(2)
})
