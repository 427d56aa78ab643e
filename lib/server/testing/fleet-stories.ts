// What clients do with several instances. Nothing of it may fail: what breaks is tried again by the SDK, or resumed.
import type { Assistant } from '@/lib/protocol/assistant'
import { cancel, follow, type FleetWorld, newThread, pollToEnd, say, startRun, streamRun, upload } from './fleet-client'

const WORDS = 'Write 30 words about the sea.'
const LONG = 'Write 300 words about the sea.'
const ONE_CALL = 'What is the weather in Paris?'
const TWO_CALLS = 'What is the weather in Paris and in Rome?'

type Story = (world: FleetWorld) => Promise<void>

/** A streamed run, read on in its log, and a second watcher of the same. */
const streamAndWatch: Story = async (world) => {
  const threadId = await newThread(world, world.prng.pick([WORDS, LONG]))
  const run = await streamRun(world, threadId)
  await Promise.all([follow(world, run), follow(world, run)])
}

/** Watched from two sides while it writes. */
const watchLive: Story = async (world) => {
  const run = await startRun(world, await newThread(world, LONG))
  await Promise.all([follow(world, run), follow(world, run), follow(world, run)])
  await say(world, run.thread_id, 'Thanks.')
}

const poll: Story = async (world) => {
  const run = await startRun(world, await newThread(world, WORDS))
  await pollToEnd(world, run)
  await say(world, run.thread_id, 'Thanks.')
}

const answerCalls: Story = async (world) => {
  const threadId = await newThread(world, world.prng.pick([ONE_CALL, TWO_CALLS]))
  const run = world.prng.pick([true, false]) ? await startRun(world, threadId) : await streamRun(world, threadId)
  await follow(world, run, { answers: true })
}

const cancelWords: Story = async (world) => {
  const run = await startRun(world, await newThread(world, LONG))
  let deltas = world.prng.integer(1, 20)
  await follow(world, run, {
    onEntry: async ({ event }) => {
      if (event === 'thread.message.delta' && --deltas === 0) await cancel(world, run)
    },
  })
}

const cancelCalls: Story = async (world) => {
  const run = await startRun(world, await newThread(world, ONE_CALL))
  await follow(world, run, {
    onEntry: async ({ event }) => {
      if (event === 'thread.run.requires_action') await cancel(world, run)
    },
  })
}

const changeAssistants: Story = async ({ sdk, told }) => {
  const { id } = await sdk.beta.assistants.create({ model: 'scripted', name: 'Kept' })
  const path = `/v1/assistants/${id}`
  told.doubt(path)
  const body = { instructions: 'Be brief.', metadata: { changed: 'yes' } }
  told.object(path, JSON.parse(JSON.stringify(await sdk.beta.assistants.update(id, body))) as Assistant)
}

const stories = [
  streamAndWatch,
  watchLive,
  poll,
  answerCalls,
  answerCalls,
  cancelWords,
  cancelCalls,
  changeAssistants,
  upload,
] as const

/** One story after the other, until it is over. */
export async function liveInFleet(world: FleetWorld, isOver: () => boolean) {
  while (!isOver()) await world.prng.pick(stories)(world)
}
