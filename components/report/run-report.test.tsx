import { NextIntlClientProvider } from 'next-intl'
import { prerender } from 'react-dom/static'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import { createUrlState, hashPart } from '@/lib/inspector/url-state'
import type { LoggedEvent } from '@/lib/protocol/event'
import { emptyView, fold } from '@/lib/run/fold'
import { asked, ruleTold, textRun, toolRun } from '@/lib/run/testing/log'
import type { RunActions, RunSurroundings } from './report-context'
import { RunReport } from './run-report'

const messages = await loadMessages('en')

const surroundings: RunSurroundings = {
  assistantName: 'Weather',
  threadName: 'Is it raining?',
  labels: ['urgent'],
  createdMs: 1_760_000_000_000,
  messages: { known: [], hasOlder: false, isPending: false },
  server: null,
  exchanges: null,
  isLogWhole: true,
  cutOff: null,
  around: { backend: 'here', unlisted: null, threadGoneMs: null, unanswered: [] },
}

const names = ['trail', 'tools', 'outputs', 'thread', 'assistant', 'changes'] as const
const actions = {
  ...(Object.fromEntries(names.map((name) => [name, <b key={name}>{`[${name}]`}</b>])) as Omit<RunActions, 'next'>),
  next: (step) => <b>{`[${step}]`}</b>,
} satisfies RunActions

interface Drawn {
  readonly events: readonly LoggedEvent[]
  readonly hash?: string
  readonly actions?: RunActions
  readonly cutOff?: RunSurroundings['cutOff']
}

/** Without a router, a query client or a live store around it: as a file would draw it. */
async function html({ events, hash = '', actions, cutOff = null }: Drawn) {
  const location = { href: `file:///run.html${hash}` }
  const history = { pushState() {}, replaceState() {} }
  const window = { location, history, addEventListener() {}, removeEventListener() {} }
  const { prelude } = await prerender(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <RunReport
        view={fold(emptyView, events)}
        events={events}
        now={0}
        urlState={createUrlState(hashPart(window), hash.slice(1))}
        surroundings={{ ...surroundings, cutOff }}
        {...(actions && { actions })}
      />
    </NextIntlClientProvider>,
  )
  return await new Response(prelude).text()
}

it('draws a run from its log alone', async () => {
  const drawn = await html({ events: textRun() })
  expect(drawn).toContain('Weather')
  expect(drawn).toContain('urgent')
  expect(drawn).toContain('你好，world!')
  expect(drawn).toMatch(/role="treegrid"/)
})

it('draws nothing that acts or leads elsewhere unless it is given', async () => {
  const waiting = toolRun({ until: 'requires_action' })
  expect(await html({ events: waiting })).not.toMatch(/<form|<a |\[\w+\]<\/b>/)
  const acting = await html({ events: waiting, actions })
  expect([...names, 'answer', 'cancel'].filter((name) => !acting.includes(`[${name}]`))).toEqual([])
})

it('says what cannot be reached, and that the run’s status is therefore not known', async () => {
  const events = toolRun({ until: 'requires_action' })
  expect(await html({ events, cutOff: 'server' })).toContain('The server cannot be reached')
  expect(await html({ events, cutOff: 'backend' })).toContain('The backend of this connection cannot be reached')
  expect(await html({ events })).not.toContain('cannot be reached')
  expect(await html({ events, cutOff: 'backend' })).toContain('last known: requires action, ')
  expect(await html({ events: textRun(), cutOff: 'backend' }), 'what is over stays over').not.toContain('last known')
})

it('shows as a gap what passed while the backend was away', async () => {
  const events = textRun()
  const end = events.at(-1)!
  const late = { ...asked(end), at: end.at + 60_000, notBefore: end.at }
  expect(await html({ events: [...events.slice(0, -1), late] })).toMatch(/title="not watched for 1[^"]*m/)
  expect(await html({ events })).not.toContain('not watched')
})

it('draws what the address chooses, the server’s first sight too', async () => {
  const events = toolRun()
  const step = fold(emptyView, events).steps[0]!.id
  expect(await html({ events, hash: `#step=${step}&tab=raw` })).toMatch(
    new RegExp(`aria-selected="true"[^>]*data-row="${step}"`),
  )
  expect(await html({ events, hash: '#view=table' })).toMatch(/<table/)
})

it('has all of a run that is over in place, and nothing that a browser has to take over by itself', async () => {
  // A part behind a Suspense is sent as an empty place first when it is long, and is taken over in a turn of its own.
  expect(await html({ events: textRun() })).not.toMatch(/<template|<div hidden|<!--\$/)
})

it('says how each time is known, in one line where that is the same of all', async () => {
  const step = fold(emptyView, textRun()).steps[0]!.id
  const known = async (events: readonly LoggedEvent[], hash = '') =>
    (await html({ events, hash }))
      .match(/<dl .*?<\/dl>/gs)
      ?.join('')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
  const exact = await known(textRun(), `#step=${step}`)
  expect(exact).toContain('Times known to the millisecond, from this server’s own work')
  expect(exact).not.toContain('≈')
  const polled = textRun().map((event, index): LoggedEvent =>
    index < 3 ? { ...event, source: 'stream' } : { ...event, source: 'poll', notBefore: event.at - 40 },
  )
  expect(await known(polled)).toContain(
    '≈ 420 ms start: to the millisecond, as it passed in the stream; end: between two polls, window of 40 ms',
  )
  expect(await known(polled, `#step=${step}`)).toMatch(/Duration ≈ \d+ ms/)
  const imported = textRun().map((event): LoggedEvent => ({ ...event, source: 'import', notBefore: event.at - 999 }))
  expect(await known(imported, `#step=${step}`)).toContain('whole seconds, by the import')
})

it('says of a call that a person did not allow that it was declined, wherever it stands', async () => {
  const events = ruleTold(toolRun(), { status: 'declined', output: '晴' })
  const declined = messages.inspector.responder.declined_short
  expect(await html({ events }), 'in the story of the run').toContain(`>${declined}<`)
  expect(await html({ events }), 'and in its timeline').toContain(`>${messages.inspector.responder.declined}<`)
  expect(await html({ events, hash: '#step=call_1' })).toMatch(
    new RegExp(`>${declined}<.*>${messages.inspector.responder.fact_declined}<`, 's'),
  )
  expect(await html({ events: ruleTold(toolRun(), {}) })).not.toContain(`>${declined}<`)
})

it('draws nothing of a run that is not known', async () => {
  expect(await html({ events: [] })).toBe('')
})
