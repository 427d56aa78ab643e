// docs/protocol-coverage.md says what is tested: of each operation, and of each row of its tables.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nameOf, operations, resolved } from '@/lib/backend/testing/protocol-shapes'
import { examples } from './testing/operations/examples'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const text = read('docs/protocol-coverage.md')

interface Row {
  readonly section: string
  readonly what: string
  readonly says: string
}

const rows: readonly Row[] = text.split(/^## /m).flatMap((part) => {
  const [section = ''] = part.split('\n')
  const lines = part.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:endpoint |field )?\|/.test(line))
  return lines.map((line) => {
    const [, what = '', says = ''] = line.split('|').map((cell) => cell.trim())
    return { section, what, says }
  })
})

/** Where each row is tested, and as what: the test's file, beside this one where no folder is named, and its title. */
type Claims = Readonly<Record<string, readonly [says: string, file: string, title: string]>>

const claims: Readonly<Record<string, Claims>> = {
  Lists: {
    '`limit`, `order`, `after`, `before`': ['yes', 'objects.contract', 'page both ways from a cursor, in either order'],
    '`run_id` on messages': ['yes', 'operations.contract', 'answers as the protocol describes'],
    '`first_id`, `last_id` of an empty page': ['yes', 'objects.sdk', 'end at an empty page'],
  },
  Assistants: {
    '`model`, `name`, `description`, `instructions`, `metadata`': [
      'yes',
      'objects.contract',
      'answer with every field',
    ],
    '`temperature`, `top_p`, `reasoning_effort`, `response_format`': [
      'yes',
      'run-input.contract',
      'is a snapshot of the assistant with what the request overrides',
    ],
    '`tools`: `function`': ['yes', 'definition-limits.contract', 'what is just within the limits is taken'],
    '`tools`: `code_interpreter`, `file_search`': ['yes', 'whole-story.contract', 'searches the uploaded file'],
    '`tool_resources`': ['yes', 'named-stores.contract', 'makes the stores that assistants and threads describe'],
    '`file_ids`, `retrieval` of version 1': ['no', 'version-one.contract', 'is refused in words of version 2'],
  },
  'Threads and messages': {
    '`messages` on create, `metadata`': ['yes', 'objects.contract', 'are made with an empty body, and with messages'],
    '`content`: string, `text`, `image_url`': ['yes', 'operations.contract', 'answers as the protocol describes'],
    '`content`: `image_file`': ['yes', 'named-files.contract', 'are shown to models as what they are'],
    '`attachments`': ['yes', 'named-stores.contract', 'makes a store for files that come with messages'],
    annotations: ['yes', 'hosted-tools.contract', 'cites what a search has found, in fragments of their own'],
    'refusals of a model': ['yes', 'lib/backend/models/chat/openai-compatible', 'hands on a refusal'],
    '`status`, `incomplete_details`, times': ['yes', 'runs.contract', 'stops as incomplete where the token limit cuts'],
  },
  Runs: {
    'snapshot of `model`, `instructions`, `tools`, `temperature`, `top_p`, `response_format`': [
      'yes',
      'run-input.contract',
      'is a snapshot of the assistant',
    ],
    'overrides of the same': ['yes', 'run-input.contract', 'with what the request overrides'],
    '`additional_instructions`, `additional_messages`': ['yes', 'run-input.contract', 'includes additional messages'],
    '`max_prompt_tokens`, `max_completion_tokens`': ['yes', 'run-input.contract', 'when no prompt fits its limit'],
    '`truncation_strategy`': ['yes', 'run-input.contract', 'is cut to the newest messages'],
    '`tool_choice`: `none`, `auto`, `required`, one function or hosted tool': [
      'yes',
      'hosted-tools.contract',
      'refuses a choice of a tool that it does not have',
    ],
    'calls of hosted tools': ['yes', 'hosted-tools.contract', 'executes code, asks the model again'],
    '`include[]`': ['yes', 'hosted-tools.contract', 'shows its texts to those who ask'],
    '`parallel_tool_calls`': ['yes', 'runs.sdk', 'makes several calls in one turn'],
    '`required_action`, several calls in one turn, several rounds': [
      'yes',
      'runs.sdk',
      'may stop for them in two rounds',
    ],
    '`usage` on runs and steps': ['yes', 'hosted-tools.contract', 'sums the usage'],
    '`expires_at`': ['yes', 'clock.contract', 'has its ten minutes to the millisecond'],
    '`last_error`': ['yes', 'runs.contract', 'tells a failing model as the last error'],
    'the nine statuses': [
      'yes',
      'lib/run/machine',
      'has a way from every active status to rest, and from queued to every status',
    ],
  },
  Streaming: {
    'names, order and shape of the events; one open step and message at a time; ids once': [
      'yes',
      'runs.contract',
      'streams its events in the order that clients rely on',
    ],
    '`done`': ['yes', 'operations.contract', 'answers as the protocol describes'],
    'comments as heartbeats': [
      'yes',
      'lib/backend/wire/event-stream',
      'has a comment as a heartbeat for every 15 seconds of silence',
    ],
    errors: ['yes', 'store-refusal.contract', 'ends with its error and says no `done`'],
    'a client that leaves does not stop its run': [
      'yes',
      'streams.sdk',
      'is left by its client without stopping the run',
    ],
    'reading the stream of a run that exists': ['partly', 'playground.contract', 'can be resumed at any number'],
  },
  'Repeated requests': {
    '`Idempotency-Key` on creates: assistants, threads, messages, runs, threads with runs, tool outputs': [
      'yes',
      'idempotency.contract',
      'answers for a day, also after a restart',
    ],
  },
}

/** What this backend has beside the protocol's operations. */
const additions: Claims = {
  'GET /threads': ['an addition', 'objects.contract', 'has one of all threads, which the public wire lacks'],
  'GET /models': ['an addition', 'objects.sdk', 'are listed and retrieved by the names they are listed with'],
  'GET /models/{}': ['an addition', 'objects.sdk', 'are listed and retrieved by the names they are listed with'],
}

const testFileOf = (file: string) => `${file.includes('/') ? '' : 'lib/backend/embedded/'}${file}.test.ts`

/** Of a parameter it is no matter what it is called. */
const unnamed = (name: string) => name.replaceAll(/\{\w+\}/g, '{}')

const ofSection = (name: string) => rows.filter(({ section }) => section === name)

const endpoints = ofSection('Endpoints').flatMap(({ what, says }) => {
  const [, methods = '', path = ''] = /^`([A-Z ]+) (\/\S*)`$/.exec(what) ?? []
  return methods.split(' ').map((method) => ({ name: unnamed(`${method} ${path}`), says }))
})

describe('what is said of operations', () => {
  it('is said of each of them once, and as it is tested', () => {
    const offered = new Set(operations.map(nameOf).filter((name) => name in examples))
    const tested = operations.map((operation) => {
      const name = nameOf(operation)
      return { name: unnamed(name), says: offered.has(name) ? 'yes' : 'not yet' }
    })
    const added = Object.entries(additions).map(([name, [says]]) => ({ name, says }))
    const inOrder = (all: readonly { readonly name: string; readonly says: string }[]) =>
      all.map(({ name, says }) => `${name}: ${says}`).toSorted()
    expect(inOrder(endpoints)).toEqual(inOrder([...tested, ...added]))
  })

  it('names every field of their requests', () => {
    const fields = operations.flatMap(({ body, query }) => [
      ...Object.keys(body ? (resolved(body.schema).properties ?? {}) : {}),
      ...query.map(({ name }) => name),
    ])
    const named = new Set([...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/[^\w[\]]+/)))
    expect([...new Set(fields)].filter((field) => !named.has(field))).toEqual([])
  })
})

describe.each(Object.entries({ ...claims, Endpoints: additions }))('what is said of %s', (section, claimed) => {
  if (section !== 'Endpoints') {
    it('is said of what is tested, and as it is tested', () => {
      const said = ofSection(section).map(({ what, says }) => [what, says])
      expect(said).toEqual(Object.entries(claimed).map(([what, [says]]) => [what, says]))
    })
  }

  it.each(Object.entries(claimed))('%s', (_, [, file, title]) => {
    const titles = read(testFileOf(file)).matchAll(/\b(?:it|describe)(?:\.each[^]*?\))?\(\s*(['`"])(.*?)\1/g)
    expect(
      [...titles].some(([, , given = '']) => given.includes(title)),
      `${title} in ${file}`,
    ).toBe(true)
  })
})

it('has no table that nothing is claimed of', () => {
  const sections = new Set(rows.map(({ section }) => section))
  expect([...sections].toSorted()).toEqual([...Object.keys(claims), 'Endpoints'].toSorted())
})
