import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { programFailure } from './program-failure'

const failureOf = (...args: string[]) => {
  try {
    return parseArgs({ args, options: { repair: { type: 'boolean' } } })
  } catch (error) {
    return programFailure(error, 'Usage: …')
  }
}

test('a wrong option is told with what is possible, and anything else as it is', () => {
  expect(failureOf('--help')).toBe("Unknown option '--help'.\nUsage: …")
  expect(failureOf('backup.db')).toBe("Unexpected argument 'backup.db'.\nUsage: …")
  expect(failureOf('--repair=now')).toMatch(/^Option .*\nUsage: …$/s)
  expect(programFailure(new Error('The disk is full. So it ends.'), 'Usage: …')).toBe('The disk is full. So it ends.')
})
