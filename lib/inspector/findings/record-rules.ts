import type { RunEvent } from '@/lib/protocol/event'
import { replacedSteps } from '@/lib/run/replaced-steps'
import { allById } from '@/lib/run/by-id'
import { eventsOf, type Evidence, type Facts, type Found, type NextStep, type Rule } from './finding'

const record = (severity: Rule['severity'], next: readonly NextStep[], find: Rule['find']): Rule => ({
  subject: 'record',
  severity,
  next,
  find,
})

const note = (find: Rule['find']) => record('note', [], find)

export const recordRules = {
  illegal: record('problem', [], (facts) => movesOf(facts, 'illegal')),
  log_damaged: record('problem', [], ({ view }) =>
    rests(eventsOf(view, ({ data }) => 'error' in data && data.error.code === 'log_damaged')),
  ),
  frames_lost: record('problem', [], ({ view }) => {
    const count = view.log.reduce((sum, { data }) => sum + lostFrames(data), 0)
    return count > 0 ? { values: { count }, evidence: eventsOf(view, ({ data }) => lostFrames(data) > 0) } : null
  }),
  stream_error: record('attention', [], ({ view }) => {
    const evidence = eventsOf(view, ({ data }) => 'error' in data && data.error.code !== 'log_damaged')
    const said = view.error?.message
    return evidence.length > 0 ? { evidence, ...(said && { said }) } : null
  }),
  gone: record('attention', ['connection'], ({ around: { threadGoneMs } }) =>
    threadGoneMs === null ? null : { values: { atMs: threadGoneMs } },
  ),
  asked_again: record('attention', [], ({ view }) => {
    const replaced = replacedSteps(view.steps)
    const evidence = eventsOf(view, (entry) => entry.event === 'thread.run.step.failed' && isOf(entry, replaced))
    return replaced.size > 0 ? { values: { count: replaced.size }, evidence } : null
  }),
  left_out: record('attention', ['again_with'], ({ view }) => {
    const count = Math.max(0, ...allById(view.notes).map((each) => each.left_out))
    return count > 0 ? { values: { count }, evidence: adapted(view, (data) => data.left_out > 0) } : null
  }),
  without: record('attention', ['assistant'], ({ view }) => {
    const names = [...new Set(allById(view.notes).flatMap((each) => each.without))]
    return names.length > 0
      ? { values: { names, count: names.length }, evidence: adapted(view, (data) => data.without.length > 0) }
      : null
  }),
  unseen_moves: note((facts) => movesOf(facts, 'unseen')),
  watched_since: note(({ life, view }) =>
    life.unseen
      ? { values: { atMs: life.unseen.to }, evidence: eventsOf(view, ({ seq }) => seq === view.log[0]?.seq) }
      : null,
  ),
  polled: note(({ view: { stages, windows } }) => {
    const wasSeenLive = stages.some(({ source }) => source === 'stream' || source === 'engine')
    return windows.length > 0 && !wasSeenLive ? {} : null
  }),
  imported: note(({ view: { stages } }) => (stages.some(({ source }) => source === 'import') ? {} : null)),
  unrecorded: note(({ life, isLogWhole }) => (life.isSoft && isLogWhole ? {} : null)),
} as const satisfies Readonly<Record<string, Rule>>

/** Each pair of statuses once between which the protocol knows no move. */
function movesOf({ life: { segments }, view }: Facts, entry: 'illegal' | 'unseen'): readonly Found[] {
  const moves = new Map<string, Found>()
  for (const [index, { status: to, entry: way, from: at }] of segments.entries()) {
    const from = segments[index - 1]?.status
    if (from === undefined || way !== entry) continue
    const evidence = eventsOf(view, (each) => each.event === `thread.run.${to}` && each.at === at, 1)
    moves.set(`${from} ${to}`, { values: { from, to }, evidence })
  }
  return [...moves.values()]
}

const rests = (evidence: readonly Evidence[]): Found | null => (evidence.length > 0 ? { evidence } : null)

const isOf = ({ objectId }: { readonly objectId: string | null }, ids: ReadonlySet<string>) =>
  objectId !== null && ids.has(objectId)

type Adapted = Extract<RunEvent, { readonly event: 'playground.request.adapted' }>['data']

const adapted = (view: Facts['view'], fits: (data: Adapted) => boolean) =>
  eventsOf(view, ({ data }) => 'object' in data && data.object === 'playground.request.adapted' && fits(data))

/** How many frames the recorder says that it could not write down. */
function lostFrames(data: RunEvent['data']): number {
  if (!('object' in data) || data.object !== 'playground.unknown' || data.event !== 'playground.recording.gap') return 0
  return Number(/"lost_frames":(\d+)/.exec(data.data)?.[1] ?? 0)
}
