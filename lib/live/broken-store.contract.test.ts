// A page watches a run while the store under it breaks: it must not take that for the run's rest, and comes back alone.
import { expect, it, onTestFinished } from 'vitest'
import { startAdapter } from '@/lib/backend/appbuilder/testing/adapter'
import { startFace } from '@/lib/backend/appbuilder/testing/face'
import { startEmbedded } from '@/lib/backend/embedded/testing/embedded'
import { createGate, createTapes, stop, text } from '@/lib/backend/embedded/testing/tapes'
import type { ModelRegistry } from '@/lib/backend/models/model'
import type { Store } from '@/lib/backend/store/store'
import type { Wire } from '@/lib/backend/testing/wire'
import { createLiveStore, type LivePhase } from './live-store'

/** A store whose writes fail, for a reason that nobody foresaw, while `isBroken`. */
function breakable() {
  const disk = { isBroken: false }
  const inFront = (store: Store): Store => ({
    ...store,
    transaction: (work) =>
      disk.isBroken ? Promise.reject(new Error('Nobody foresaw this.')) : store.transaction(work),
  })
  return { disk, inFront }
}

type Started = Wire & { close(): Promise<void> }
type Start = (models: ModelRegistry, inFront: (store: Store) => Store) => Promise<Started>

async function overFace(models: ModelRegistry, inFront: (store: Store) => Store): Promise<Started> {
  const face = await startFace(models)
  const adapter = await startAdapter(face.face, { inFront })
  return { ...adapter, close: () => adapter.close().then(() => face.close()) }
}

/** What a page's live store makes of the run; it draws at once, and hardly waits. */
function watched(wire: Wire, connection: string, runId: string) {
  const phases: LivePhase[] = []
  const live = createLiveStore({
    open: (run, after) => wire.send('GET', `/../api/connections/${connection}/runs/${run}/events?after=${after}`),
    nextFrame: (draw) => void setImmediate(draw),
    wait: () => new Promise((resolve) => setTimeout(resolve, 20)),
    now: Date.now,
    onRest: () => {},
  })
  live.store.subscribe(({ runs }) => {
    const { phase } = runs[runId]!
    if (phases.at(-1) !== phase) phases.push(phase)
  })
  onTestFinished(live.followRun(runId))
  const comesTo = (phase: LivePhase) =>
    expect.poll(() => phases.includes(phase), { timeout: 15_000, interval: 10 }).toBe(true)
  return { phases, comesTo, view: () => live.store.getState().runs[runId]!.view }
}

it.each<[string, Start]>([
  ['embedded', (models, inFront) => startEmbedded(models, { inFront })],
  ['appbuilder', overFace],
])(
  'a store that breaks under a page and is mended: the page sees the run to its end (%s)',
  async (connection, start) => {
    const { disk, inFront } = breakable()
    const tapes = createTapes()
    const wire = await start(tapes.models, inFront)
    onTestFinished(() => wire.close())
    const { id: assistant_id } = await wire.assistant({ model: 'ERNIE-4.0T-8K', name: 'helper' })
    const { id: thread_id } = await wire.thread({ messages: [{ role: 'user', content: 'hello' }] })
    const gate = createGate()
    tapes.put([text('Half'), gate, text(' and all'), stop], [text('Half and all'), stop])
    const { id } = await wire.run(thread_id, { assistant_id })
    const page = watched(wire, connection, id)
    await gate.reached
    await expect.poll(() => JSON.stringify(page.view().messages)).toContain('Half')

    disk.isBroken = true
    gate.release()
    await page.comesTo('lost')
    expect(page.phases).not.toContain('rested')
    expect(page.view().run?.status).toBe('in_progress')

    disk.isBroken = false
    await page.comesTo('rested')
    expect(page.view()).toMatchObject({ run: { status: 'completed' } })
    expect(page.view().run).toEqual(await wire.getRun({ id, thread_id }))
    expect(JSON.stringify(page.view().messages)).toContain('Half and all')
  },
)
