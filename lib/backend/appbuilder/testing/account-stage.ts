// What tests of the adapter begin with: a face whose models say what tapes say, and adapters over it, or over accounts
// that are made from it.
import { afterEach, beforeEach, expect } from 'vitest'
import { createTapes } from '@/lib/backend/embedded/testing/tapes'
import type { Backend } from '../../backend'
import { startAdapter } from './adapter'
import { startFace } from './face'

export type AdapterWire = Awaited<ReturnType<typeof startAdapter>>

interface StageOptions {
  /** Whether something is to go wrong that the operator is told; else nothing may. */
  readonly reports: boolean
}

/** Sets up anew before each test of the file that calls it, and clears away behind it. */
export function accountStage({ reports }: StageOptions) {
  const started: AdapterWire[] = []
  async function setUp() {
    const tapes = createTapes()
    return { tapes, face: await startFace(tapes.models) }
  }
  let stage: Awaited<ReturnType<typeof setUp>> | undefined
  const now = () => {
    if (!stage) throw new Error('The stage is set up when a test begins.')
    return stage
  }
  beforeEach(async () => {
    stage = await setUp()
  })
  afterEach(async () => {
    for (const wire of started.splice(0)) {
      if (!reports) expect(wire.reports).toEqual([])
      await wire.close()
    }
    await now().face.close()
  })
  return {
    get tapes() {
      return now().tapes
    },
    get face() {
      return now().face
    },
    /** An adapter over the account, by default the face itself. */
    async over(
      gateway: Backend = now().face.face,
      settings?: Parameters<typeof startAdapter>[1],
    ): Promise<AdapterWire> {
      const wire = await startAdapter(gateway, settings)
      started.push(wire)
      return wire
    },
  }
}

/** The address of the playground's own resource. */
export const own = (path: string) => `/../api/connections/appbuilder${path}`
