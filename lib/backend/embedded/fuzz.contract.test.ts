// Thousands of requests that nobody has thought of, made of the protocol's schemas: none breaks the server, and every
// answer is one of the protocol. FUZZ_SEED and FUZZ_REQUESTS have it look elsewhere, and for longer.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createModelRegistry } from '@/lib/backend/models/registry'
import { createKnownObjects } from '@/lib/backend/testing/fuzz/known-objects'
import { requests } from '@/lib/backend/testing/fuzz/request-arbitrary'
import { send } from '@/lib/backend/testing/fuzz/send'
import { nameOf, operations } from '@/lib/backend/testing/protocol-shapes'
import { startEmbedded, type TestBackend } from './testing/embedded'
import { playedPython } from './testing/python'

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_128)
const numRuns = Number(process.env['FUZZ_REQUESTS'] ?? 600)

/** By so many requests each operation has been answered well. */
const ENOUGH = 1_500

const models = createModelRegistry({ paceMs: 0, sleep: async () => undefined })

let wire: TestBackend
beforeAll(async () => {
  wire = await startEmbedded(models, { python: playedPython, reading: (read) => read })
})
afterAll(async () => {
  await wire.close()
  await models.close()
})

it(`answers ${numRuns} requests, right and wrong ones, as the protocol has it`, async () => {
  const known = createKnownObjects()
  const answered = new Set<string>()
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const status = await send(wire.backend, request, known).catch((error: Error) => {
        throw new Error([error.message, ...wire.reports.slice(-1)].join('\n'))
      })
      if (status < 400) answered.add(request.operation)
    }),
    { seed, numRuns },
  )
  expect(wire.reports).toEqual([])
  if (numRuns < ENOUGH) return
  // A batch is indexed before anybody cancels it.
  const others = operations.map(nameOf).filter((name) => !name.endsWith('{batch_id}/cancel'))
  expect(
    others.filter((name) => !answered.has(name)),
    'never answered',
  ).toEqual([])
}, 300_000)
