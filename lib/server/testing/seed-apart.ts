import type { ForkOptions } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { forkProgram } from '@/lib/backend/separate-program'
import type { Run } from '@/lib/protocol/run'
import type { LongRun } from './seed-long-run'

/**
 * Seeds a long run as seedLongRun does, in a process of its own: who asks need not load the store, which a runner of
 * browser tests would first have to translate, module by module.
 */
export async function seedApart(folder: string, longRun: LongRun): Promise<Run> {
  const args = [folder, JSON.stringify(longRun)]
  const options: ForkOptions = { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] }
  const { stdout } = forkProgram('lib/server/testing/seed-long-run.program', args, options)
  const printed = stdout ? await text(stdout) : ''
  if (printed === '') throw new Error('The run could not be seeded.')
  return JSON.parse(printed) as Run
}
