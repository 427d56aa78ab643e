// What a round of a long run costs: a call, its output, and the model asked again.
import { stat } from 'node:fs/promises'
import { Session } from 'node:inspector/promises'
import Libsql from 'libsql'
import { expect, it } from 'vitest'
import type { Run } from '@/lib/protocol/run'
import { sqliteFileIn } from '@/lib/backend/store/open-sqlite'
import type { Store } from '@/lib/backend/store/store'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { call, createTapes, stopForCalls } from './testing/tapes'

const ROUNDS = 12

it('a late round of a long run works as much as an early one, and reads and writes as much of the store', async () => {
  const tapes = createTapes()
  const read = { characters: 0 }
  const wire = await startEmbedded(tapes.models, { inFront: (store) => counting(store, read) })
  const reader = new Libsql(sqliteFileIn(wire.folder))
  const calls = await countCalls()
  try {
    const rounds = await beginRounds(wire, tapes)
    await rounds(ROUNDS)
    // While somebody reads from before it, the write-ahead log does not begin anew: its length is all that was written.
    reader.exec('begin')
    reader.prepare('select count(*) from events').all()
    const early = await measure({ ...wire, read, calls }, () => rounds(ROUNDS))
    await rounds(10 * ROUNDS)
    const late = await measure({ ...wire, read, calls }, () => rounds(ROUNDS))
    expect(late.written / early.written).toBeLessThan(1.25)
    expect(late.read / early.read).toBeLessThan(1.25)
    expect(late.called / early.called).toBeLessThan(1.25)
    expect(tapes.inputs.at(-1)?.turns).toHaveLength(13 * ROUNDS + 1)
  } finally {
    calls.end()
    reader.close()
    await wire.close()
  }
})

/** Begins a run and gives what takes it through so many rounds. */
async function beginRounds(wire: TestBackend, tapes: ReturnType<typeof createTapes>) {
  const turn = [...call(0, 'weather', '{"city":"Paris"}'), stopForCalls]
  const assistant = await wire.assistant({ tools: [{ type: 'function', function: { name: 'weather' } }] })
  const thread = await wire.thread({ messages: [{ role: 'user', content: 'hi' }] })
  const untilAsked = async (path: string, body: object) => {
    tapes.put(turn)
    let run: Run | undefined
    for await (const { data } of wire.stream(path, body))
      if ('object' in data && data.object === 'thread.run') run = data
    if (run?.status !== 'requires_action') throw new Error(`The run came to rest as ${run?.status}.`)
    return run
  }
  let run = await untilAsked(`/threads/${thread.id}/runs`, { assistant_id: assistant.id })
  return async (count: number) => {
    for (let round = 0; round < count; round += 1) {
      const calls = run.required_action?.submit_tool_outputs.tool_calls ?? []
      const tool_outputs = calls.map(({ id }) => ({ tool_call_id: id, output: 'sunny' }))
      run = await untilAsked(`/threads/${thread.id}/runs/${run.id}/submit_tool_outputs`, { tool_outputs })
    }
  }
}

interface Measured extends Pick<TestBackend, 'folder'> {
  readonly read: { readonly characters: number }
  readonly calls: Awaited<ReturnType<typeof countCalls>>
}

async function measure({ folder, read, calls }: Measured, work: () => Promise<void>) {
  const length = async () => (await stat(`${sqliteFileIn(folder)}-wal`)).size
  const [before, charactersBefore] = [await length(), read.characters]
  await calls.sinceLast()
  await work()
  const called = await calls.sinceLast()
  return { written: (await length()) - before, read: read.characters - charactersBefore, called }
}

/** Counts the calls of functions of the program, those included that go over a list. */
async function countCalls() {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  return {
    async sinceLast() {
      const { result } = await session.post('Profiler.takePreciseCoverage')
      const own = result.filter(({ url }) => url.includes('/lib/') && !url.includes('/node_modules/'))
      const counts = own.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    end: () => session.disconnect(),
  }
}

/** The store, which counts the characters of all that it gives. */
function counting(store: Store, read: { characters: number }): Store {
  const counted = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver)
        if (typeof value === 'object' && value !== null) return counted(value)
        if (typeof value !== 'function') return value
        return (...args: readonly unknown[]) => {
          const given: unknown = Reflect.apply(value, target, args)
          if (!(given instanceof Promise)) return given
          return given.then((result: unknown) => {
            read.characters += JSON.stringify(result)?.length ?? 0
            return result
          })
        }
      },
    })
  return counted(store)
}
