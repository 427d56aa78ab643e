import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createStore, temporaryFolder } from './testing/databases'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const source = fileURLToPath(new URL('./testing/writer.ts', import.meta.url))
/** Compiled once: to transpile it at each start takes longer than what it writes. */
const writer = join(root, 'node_modules', '.cache', `writer-${process.pid}.mjs`)

beforeAll(() => {
  buildSync({
    ...{ absWorkingDir: root, entryPoints: [source], outfile: writer },
    ...{ bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm' },
    ...{ tsconfig: 'tsconfig.json', logLevel: 'silent' },
  })
})
afterAll(() => rmSync(writer))

/** `npm run chaos` kills for minutes. */
const KILLS = 2

interface Acknowledged {
  readonly threadId: string
  readonly runId: string
  readonly messageId: string
  readonly seq: number
}

/** Lets a process write until it has acknowledged so many transactions, kills it, and returns what it had said. */
async function writeAndKill({ folder, name, after }: { folder: string; name: string; after: number }) {
  const child = spawn(process.execPath, [writer, folder, name], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const said: Acknowledged[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    const [threadId = '', runId = '', messageId = '', seq] = line.split(' ')
    // The line that was being written when the process was killed may be cut short.
    if (seq) said.push({ threadId, runId, messageId, seq: Number(seq) })
    if (said.length === after) child.kill('SIGKILL')
  }
  await exited
  return said
}

it('loses nothing that was acknowledged when its process is killed, and keeps no half of a transaction', async () => {
  const folder = await temporaryFolder()
  const said: Acknowledged[] = []
  const [kills = []] = fc.sample(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: KILLS, maxLength: KILLS }), 1)
  for (const [index, after] of kills.entries()) said.push(...(await writeAndKill({ folder, name: `${index}`, after })))
  expect(said.length).toBeGreaterThanOrEqual(kills.reduce((sum, after) => sum + after, 0))

  const store = await createStore({ database: { folder }, clock: Date.now })
  try {
    for (const { messageId, runId, seq } of said) {
      expect(await store.messages.get(messageId), messageId).toBeDefined()
      expect(await store.events.lastSeq(runId)).toBeGreaterThanOrEqual(seq)
    }
    for (const { threadId, runId } of new Map(said.map((each) => [each.runId, each])).values()) {
      const messages = await store.messages.history(threadId)
      const events = await store.events.after(runId, 0, 100_000)
      expect(events.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
      expect(await store.threads.summary(threadId)).toMatchObject({ message_count: messages.length })
    }
  } finally {
    await store.close()
  }
}, 120_000)
