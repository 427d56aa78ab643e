import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { loadMessages } from '@/lib/i18n/messages'
import {
  type OutcomeCounts,
  type Transfer,
  type TransferItem,
  type TransferKind,
  transferKinds,
  transferOutcomes,
  type TransferTally,
} from '@/lib/protocol/transfer'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import { ChooseConnection } from './choose-connection'
import { ConflictsPart } from './conflicts-part'
import { ProgressLine, WaitingLine } from './progress-line'
import { TransferView } from './transfer-view'

const messages = await loadMessages('en')

const htmlOf = (part: ReactNode) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <QueryClientProvider client={new QueryClient()}>{part}</QueryClientProvider>
    </NextIntlClientProvider>,
  )
const wordsIn = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const textOf = (part: ReactNode) => wordsIn(htmlOf(part))
const buttonsIn = (html: string) => [...html.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, text]) => text)

const none = Object.fromEntries(transferOutcomes.map((outcome) => [outcome, 0])) as unknown as OutcomeCounts

type Counts = Partial<Record<TransferKind, Partial<OutcomeCounts>>>

const tallyOf = (counts: Counts, more: Partial<TransferTally> = {}): TransferTally => ({
  counts: Object.fromEntries(
    transferKinds.map((kind) => [kind, { ...none, ...counts[kind] }]),
  ) as TransferTally['counts'],
  reasons: {},
  items: [],
  conflicts: [],
  ...more,
})

const atRest = { done: 0, total: 20, rate: null, seconds_left: null, waits_seconds: null }

const transferOf = (more: Partial<Transfer>): Transfer => ({
  id: 'transfer_1',
  object: 'transfer',
  created_at: 1_700_000_000,
  to: 'embedded',
  source: { kind: 'connection', name: 'azure' },
  status: 'checked',
  choices: {},
  with_file_bytes: true,
  progress: atRest,
  checked: null,
  imported: null,
  error: null,
  ...more,
})

const viewOf = (more: Partial<Transfer>) =>
  htmlOf(<TransferView transfer={transferOf(more)} connection="embedded" stepsBefore={1} onLeave={() => undefined} />)

it('a dry run that is over offers the import, what differs, and its report as JSON', () => {
  const conflicts = [{ kind: 'message', id: 'msg_1', thread_id: 'thread_1' }] as const
  const checked = tallyOf({ thread: { added: 3 }, message: { kept: 1 } }, { conflicts })
  const html = viewOf({ checked })
  expect(buttonsIn(html)).toEqual(['Import', 'Remove'])
  expect(html).toContain('href="/api/transfers/transfer_1/report"')
  expect(wordsIn(html)).toContain('What differs here and there')
  expect(wordsIn(viewOf({ checked: tallyOf({ thread: { added: 3 } }) }))).not.toContain('What differs')
})

it('says how many bytes files have, and lets them be left there', () => {
  const checked = tallyOf({ file: { added: 2 } }, { file_bytes: 2_500_000 })
  expect(wordsIn(viewOf({ checked }))).toContain('With the bytes of files, 2.5 MB')
  expect(viewOf({ checked })).toMatch(/type="checkbox"[^>]*checked/)
  expect(viewOf({ checked, with_file_bytes: false })).not.toMatch(/type="checkbox"[^>]*checked/)
  const done = viewOf({ status: 'done', checked, imported: checked })
  expect(wordsIn(done)).toContain('Files came with 2.5 MB.')
  expect(viewOf({ checked: tallyOf({ file: { placeholder: 2 } }) })).not.toContain('checkbox')
})

it('offers no import where nothing would come in', () => {
  const importOf = (counts: Counts) => /<button[^>]*>Import/.exec(viewOf({ checked: tallyOf(counts) }))?.[0]
  expect(importOf({ message: { left: 1, same: 2 } })).toContain('disabled=""')
  expect(importOf({ message: { kept: 1 } })).not.toContain('disabled=""')
})

it('counts by kind where there is the same to say of several', () => {
  const item = (kind: TransferKind, id: string): TransferItem => ({
    ...{ kind, id, thread_id: 'thread_1', reason: 'was_underway', detail: null },
  })
  const items = [item('run', 'run_1'), item('step', 'step_1'), item('run', 'run_2'), item('step', 'step_2')]
  const checked = tallyOf({ run: { added: 2 }, step: { added: 2 } }, { items, reasons: { was_underway: 4 } })
  expect(wordsIn(viewOf({ checked }))).toContain('how it stood Runs 2 · Steps 2')
})

it('one that goes on can be stopped, and tells its pace and what is left', () => {
  const progress = { done: 1_200, total: 5_000, rate: 40.4, seconds_left: 95, waits_seconds: null }
  const html = viewOf({ status: 'importing', checked: tallyOf({}), imported: tallyOf({}), progress })
  expect(buttonsIn(html)).toEqual(['Stop'])
  expect(wordsIn(html)).toContain('1,200 of 5,000 · 40 objects a second · about 95 seconds left')
  expect(html).toContain('max="5000" value="1200"')
  expect(textOf(<ProgressLine progress={{ ...progress, seconds_left: 600 }} />)).toContain('about 10 minutes left')
  expect(textOf(<ProgressLine progress={{ ...progress, rate: null, seconds_left: null }} />)).not.toContain('second')
})

it('one that waits for its source says how long', () => {
  const html = viewOf({ status: 'checking', progress: { ...atRest, waits_seconds: 30 } })
  expect(wordsIn(html)).toContain('goes on in about 30 seconds')
  expect(textOf(<WaitingLine seconds={600} />)).toContain('10 minutes')
  expect(htmlOf(<WaitingLine seconds={null} />)).toBe('')
})

it('one that has stopped can go on, and says why it did, if nobody stopped it', () => {
  const stopped = viewOf({ status: 'stopped', checked: tallyOf({}), imported: tallyOf({}) })
  expect(buttonsIn(stopped)).toEqual(['Go on', 'Remove'])
  expect(wordsIn(stopped)).toContain('What came in stays')
  expect(wordsIn(viewOf({ status: 'stopped' }))).toContain('Nothing is written yet')
  const away = viewOf({ status: 'stopped', error: '503: Down for maintenance.' })
  expect(away).toContain('role="alert"')
  expect(wordsIn(away)).toContain('503: Down for maintenance.')
})

it('names what was left behind before what there is to note, and what has no id by its thread', () => {
  const item = (reason: TransferItem['reason'], more: Partial<TransferItem>): TransferItem => ({
    ...{ kind: 'message', id: '', thread_id: null, detail: null },
    ...more,
    reason,
  })
  const items = [
    item('unreadable', { thread_id: 'thread_7', detail: '500: Lost.' }),
    item('file_content', { kind: 'file', id: 'file-1' }),
  ]
  const imported = tallyOf({ message: { left: 1 } }, { items, reasons: { file_content: 120, unreadable: 1 } })
  const words = wordsIn(viewOf({ status: 'done', checked: imported, imported }))
  expect(words).toContain('message · thread_7 · 500: Lost.')
  expect(words).toContain('and 119 more')
  expect(words.indexOf('refused it')).toBeLessThan(words.indexOf('without their bytes'))
})

it('says which choice stands for all that differs, and that kinds are decided apart', () => {
  const conflicts = tallyOf({ thread: { kept: 2 }, run: { kept: 1 } })
  const part = (choices: Transfer['choices']) =>
    htmlOf(<ConflictsPart conflicts={conflicts} choices={choices} onChange={() => undefined} />)
  const selected = (html: string) =>
    [...html.matchAll(/<option[^>]*selected=""[^>]*>(.*?)<\/option>/g)].map(([, t]) => t)
  expect(selected(part({}))).toEqual(['Keep ours', 'Keep ours', 'Keep ours'])
  expect(selected(part({ run: 'copy' }))).toEqual(['By kind', 'Keep ours', 'Copy under a new id'])
  expect(wordsIn(part({}))).toContain('Threads: 2 differ')
})

it('tells of a connection without a list of threads what an empty field reads', () => {
  const connectionOf = (all_threads: boolean) =>
    [{ id: 'azure', name: 'Azure', capabilities: { all_threads } }] as unknown as readonly ConnectionInfo[]
  const choice = (lists: boolean) =>
    textOf(<ChooseConnection connections={connectionOf(lists)} busy={false} onChoose={() => undefined} />)
  expect(choice(true)).toContain('all threads that the connection lists')
  expect(choice(false)).toContain('only threads that were seen here')
})
