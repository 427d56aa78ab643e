import type { Context } from 'hono'
import { cancelRunParams, listRunsParams, runBody, runIdParams } from '@/lib/appbuilder/run'
import { submitToolOutputsParams } from '@/lib/appbuilder/tool-output'
import { badRequest } from '@/lib/protocol/error'
import type { RunSummary } from '@/lib/protocol/playground'
import type { Run } from '@/lib/protocol/run'
import { pageAnswer } from './answer'
import type { FaceServices } from './context'
import type { FaceRoutes } from './face-routes'
import { asksForStream, bodyOf, paging, segment } from './request'
import type { RunRequest } from './run-body'
import { ended, seqAtCalls, settled } from './follow-run'
import { begin, cancel, runPath, submit, waitingRun } from './run-flow'
import { finalAnswerOf, momentsIn, momentsOf, toListedRun, toRunResult, type ContentForm } from './run-result'
import { streamRun } from './stream-run'

const summaryPath = (runId: string) => `/runs/${segment(runId)}`

/** How it stands right now: what was just submitted or cancelled is not waited for. */
async function currentResult({ wire, extrasStore }: FaceServices, run: Run) {
  const summary = await wire.own.get<RunSummary>(summaryPath(run.id))
  return toRunResult(run, { moments: momentsIn(summary), extras: await extrasStore.run(run.id), final_answer: null })
}

interface Waiting {
  readonly after: number
  readonly signal: AbortSignal
  readonly content: ContentForm
}

async function settledResult(services: FaceServices, run: Run, { content, ...following }: Waiting) {
  const view = await settled(services, run.id, following)
  const extras = await services.extrasStore.run(run.id)
  const final_answer = finalAnswerOf(view, content)
  return toRunResult(view.run ?? run, { moments: momentsOf(view), extras, final_answer })
}

/** The run that a request begins, or the one that its output lets go on, and where its log stood before. */
async function beginOrResume(services: FaceServices, request: RunRequest, signal: AbortSignal) {
  const { tool_output: output, thread_id } = request
  if (!output) return { run: await begin(services, request), after: 0 }
  const waiting = await waitingRun(services, thread_id, output.run_id)
  const after = await seqAtCalls(services, waiting, signal)
  return { run: await submit(services, waiting, [output]), after }
}

/** SDKs before 0.9.5 read a final answer's content as one object, later ones as an array. */
function contentFormOf(c: Context): ContentForm {
  const version = /"appbuilder_sdk_version"\s*:\s*"(\d+)\.(\d+)\.(\d+)/.exec(
    c.req.header('x-appbuilder-sdk-config') ?? '',
  )
  if (!version) return 'array'
  const [major = 0, minor = 0, patch = 0] = version.slice(1).map(Number)
  const isOld = major === 0 && (minor < 9 || (minor === 9 && patch < 5))
  return isOld ? 'object' : 'array'
}

/** The answer to a request that was done before: its run from where it began, or went on, as this client wants it. */
export async function repeatAnswer(
  services: FaceServices,
  c: Context,
  { runId, after }: Repetition,
): Promise<Response> {
  const { run } = await services.wire.own.get<RunSummary>(summaryPath(runId))
  if (await asksForStream(c)) return streamRun(services, run, after)
  return c.json(await settledResult(services, run, { after, signal: c.req.raw.signal, content: contentFormOf(c) }))
}

interface Repetition {
  readonly runId: string
  readonly after: number
}

export const runRoutes: FaceRoutes = (app, services, once) => {
  const { wire, extrasStore } = services

  const run = once(async (c, { services, saveAnswer }) => {
    // Clients of a stream do not look for errors inside a 200.
    c.set('isStream', await asksForStream(c))
    const request = await bodyOf(c, runBody)
    if (request.assistant_id === '')
      throw badRequest("Missing required parameter: 'assistant_id'.", { param: 'assistant_id' })
    const { signal } = c.req.raw
    const { run, after } = await beginOrResume(services, request, signal)
    const isStillWaiting = request.tool_output !== null && run.status === 'requires_action' && !request.stream
    if (isStillWaiting) {
      const object = await currentResult(services, run)
      await saveAnswer({ object })
      return c.json(object)
    }
    await saveAnswer({ object: run, streamAfter: after })
    return repeatAnswer(services, c, { runId: run.id, after })
  })
  app.post('/v2/threads/runs', run)

  const submitOutputs = once(async (c, { services, saveAnswer }) => {
    const { thread_id, run_id, tool_outputs } = await bodyOf(c, submitToolOutputsParams)
    const run = await services.wire.get<Run>(runPath({ thread_id, id: run_id }))
    const object = await currentResult(services, await submit(services, run, tool_outputs))
    await saveAnswer({ object })
    return c.json(object)
  })
  app.post('/v2/threads/runs/submit_tool_outputs', submitOutputs)

  app.post('/v2/threads/runs/cancel', async (c) => {
    const { thread_id, run_id, sync } = await bodyOf(c, cancelRunParams)
    const run = await cancel(services, await wire.get<Run>(runPath({ thread_id, id: run_id })))
    if (sync && run.status === 'cancelling') {
      const { signal } = c.req.raw
      const view = await ended(services, run, signal)
      const extras = await extrasStore.run(run.id)
      return c.json(toRunResult(view.run ?? run, { moments: momentsOf(view), extras, final_answer: null }))
    }
    return c.json(await currentResult(services, run))
  })

  app.post('/v2/threads/runs/list', async (c) => {
    const { thread_id, ...query } = await bodyOf(c, listRunsParams)
    const { data, hasMore } = await wire.list<Run>(`/threads/${segment(thread_id)}/runs`, paging(query))
    const shown = data.map(async ({ id }) =>
      toListedRun(await wire.own.get<RunSummary>(summaryPath(id)), await extrasStore.run(id)),
    )
    return c.json(pageAnswer({ data: await Promise.all(shown), hasMore }))
  })

  app.post('/v2/threads/runs/query', async (c) => {
    const { thread_id, run_id } = await bodyOf(c, runIdParams)
    await wire.get<Run>(runPath({ thread_id, id: run_id }))
    return c.json(toListedRun(await wire.own.get<RunSummary>(summaryPath(run_id)), await extrasStore.run(run_id)))
  })
}
