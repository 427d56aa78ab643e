import { expect, test } from 'vitest'
import { inLanes, type Job } from './in-lanes'

/** Jobs that end when they are told to. */
function heldJobs() {
  const began: string[] = []
  const ends = new Map<string, () => void>()
  return {
    began,
    work: (name: string) => {
      began.push(name)
      return new Promise<string>((resolve) => ends.set(name, () => resolve(`${name} is done`)))
    },
    async end(name: string) {
      ends.get(name)?.()
      // What follows from an end is said by then.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const jobs: readonly Job[] = [
  { name: 'types' },
  { name: 'build', after: ['types'] },
  { name: 'browser', after: ['build'] },
  { name: 'lint' },
  { name: 'unit' },
]

test('each lane takes the first job that nothing has to be waited for', async () => {
  const held = heldJobs()
  const results = inLanes(jobs, { lanes: 2, work: held.work })
  expect(held.began).toEqual(['types', 'lint'])
  await held.end('lint')
  expect(held.began.slice(2)).toEqual(['unit'])
  await held.end('types')
  expect(held.began.slice(3)).toEqual(['build'])
  await held.end('unit')
  expect(held.began.slice(4), 'a lane stays free where all that is left has to wait').toEqual([])
  await held.end('build')
  expect(held.began.slice(4)).toEqual(['browser'])
  await held.end('browser')
  expect(await results).toEqual(jobs.map(({ name }) => `${name} is done`))
})

test('a job does not wait for one that nobody asked for', async () => {
  const held = heldJobs()
  const results = inLanes([{ name: 'browser', after: ['build'] }], { lanes: 1, work: held.work })
  expect(held.began).toEqual(['browser'])
  await held.end('browser')
  expect(await results).toEqual(['browser is done'])
})

test('jobs that wait for each other are an error, and so is what a job throws', async () => {
  const circle = [
    { name: 'a', after: ['b'] },
    { name: 'b', after: ['a'] },
  ]
  await expect(inLanes(circle, { lanes: 2, work: heldJobs().work })).rejects.toThrow('wait for each other: a, b')
  const failing = () => Promise.reject(new Error('It broke.'))
  await expect(inLanes([{ name: 'a' }], { lanes: 2, work: failing })).rejects.toThrow('It broke.')
})
