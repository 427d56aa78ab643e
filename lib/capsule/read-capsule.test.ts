import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { CapsuleError, MAX_CAPSULE_BYTES } from './capsule'
import { DATA_PLACE, htmlOf, TITLE_PLACE } from './in-html'
import { readCapsule } from './read-capsule'
import { capsuleOf } from './testing/capsules'

const template = `<title>${TITLE_PLACE}</title><body>${DATA_PLACE}<script>view()</script></body>`
const inHtml = (json: string, title = 'A run') => htmlOf(template, { title, json })
const textOf = (change: (capsule: Json) => unknown) =>
  JSON.stringify(change(JSON.parse(JSON.stringify(capsuleOf())) as Json))
type Run = { readonly id: unknown; readonly events: Json[] }
type Json = { [name: string]: unknown; recording: { [name: string]: unknown; runs: Run[] } }

const problemOf = (text: string) => {
  try {
    readCapsule(text)
    return undefined
  } catch (error) {
    if (error instanceof CapsuleError) return error.problem
    throw error
  }
}

describe('a file', () => {
  test('is read as it was written, out of its document and out of its JSON', () => {
    const json = JSON.stringify(capsuleOf())
    const read = { ...capsuleOf(), unreadable: { count: 0, first: [] } }
    expect(readCapsule(json)).toEqual(read)
    expect(readCapsule(inHtml(json))).toEqual(read)
  })

  test('of version 1 that was written when that was new is read for ever', () => {
    const read = readCapsule(readFileSync('lib/capsule/testing/version-1.json', 'utf8'))
    expect(read.recording.runs.map(({ events }) => fold(emptyView, events).run?.status)).toEqual(['completed'])
    expect(read.recording.messages.map(({ id }) => id)).toEqual(['msg_0', 'msg_1'])
    expect(read).toMatchObject({
      version: 1,
      labels: { thread: ['demo'] },
      files: [{ file: { filename: 'note.txt' } }],
    })
    expect(JSON.stringify(fold(emptyView, read.recording.runs[0]!.events))).not.toContain('playground.unknown')
  })

  test('of a later version says so', () => {
    expect(problemOf(textOf((capsule) => ({ ...capsule, version: 2 })))).toBe('later')
  })
})

describe('in a document', () => {
  test('no text ends the element, begins another, or is read by HTML', () => {
    const evil = '</script><script>alert(1)</script><!--<script>&amp;\u2028'
    const html = inHtml(JSON.stringify(capsuleOf({ question: evil })), evil)
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(html.match(/<!--/g)).toBeNull()
    expect(html).not.toContain('alert(1)<')
    expect(readCapsule(html).recording.messages[0]?.content).toMatchObject([{ text: { value: evil } }])
  })
})

describe('what strangers wrote', () => {
  test.each([
    ['nothing', '', 'none'],
    ['a page', '<html><body>Hello</body></html>', 'none'],
    ['other JSON', '{"a":1}', 'none'],
    ['JSON that breaks off', JSON.stringify(capsuleOf()).slice(0, -40), 'broken'],
    ['a document that breaks off', inHtml(JSON.stringify(capsuleOf())).slice(0, 2_000), 'broken'],
    ['deep nesting', `{"schema":${'['.repeat(100_000)}`, 'too_deep'],
    ['too many values', `{"schema":[${'0,'.repeat(8_000_001)}0]}`, 'too_large'],
    ['no version', textOf(({ version: _, ...rest }) => rest), 'wrong'],
    ['a version that is no number', textOf((capsule) => ({ ...capsule, version: '1' })), 'wrong'],
    ['no thread', textOf(({ recording, ...rest }) => ({ ...rest, recording: { ...recording, thread: 'x' } })), 'wrong'],
    ['a run that is not there', textOf((capsule) => ({ ...capsule, run_id: 'run_none' })), 'wrong'],
    ['a moment that is none', textOf((capsule) => ({ ...capsule, exported_ms: 1e300 })), 'wrong'],
  ])('%s is refused', (_, text, problem) => {
    expect(problemOf(text)).toBe(problem)
  })

  test('more than any file has is refused before it is looked at', () => {
    expect(problemOf({ length: MAX_CAPSULE_BYTES + 1 } as string)).toBe('too_large')
  })

  test('is told as text where it cannot be read, each at its place', () => {
    const known = capsuleOf().recording.messages[0]!
    const read = readCapsule(
      textOf((capsule) => {
        const { runs } = capsule.recording
        runs[0]!.events.push({ at: 'noon' } as never)
        const messages = [7, known, { ...known, role: 'system' }]
        return { ...capsule, files: ['x'], recording: { ...capsule.recording, messages, runs: [...runs, null] } }
      }),
    )
    expect(read.recording.messages).toEqual([known])
    expect(read.unreadable.count).toBe(5)
    expect(read.unreadable.first).toEqual([
      { kind: 'message', after: null, text: '7' },
      { kind: 'message', after: known.id, text: JSON.stringify({ ...known, role: 'system' }) },
      { kind: 'run', after: null, text: 'null' },
      { kind: 'event', after: null, text: '{"at":"noon"}' },
      { kind: 'file', after: null, text: '"x"' },
    ])
    const many = readCapsule(
      textOf((capsule) => ({ ...capsule, files: Array.from({ length: 300 }, () => 'y'.repeat(9_000)) })),
    )
    expect([many.unreadable.count, many.unreadable.first.length]).toEqual([300, 100])
    expect(many.unreadable.first.every(({ text }) => text.length < 5_000)).toBe(true)
  })

  test('what a rule told of a call is read as such', () => {
    const told = {
      object: 'playground.responder.told',
      call_id: 'call_1',
      function: 'f',
      status: 'answered',
      rule: { id: 'r', name: 'Weather table', kind: 'lookup' },
      output: '21',
      ms: 3,
    }
    const read = readCapsule(
      textOf((capsule) => {
        const { events } = capsule.recording.runs[0]!
        events.splice(3, 0, { ...events[3]!, event: 'playground.responder.told', data: told } as never)
        return capsule
      }),
    )
    expect(read.recording.runs[0]!.events[3]).toMatchObject({ event: 'playground.responder.told', data: told })
  })

  test('an event of another shape than its name says stands in the log as its text', () => {
    const read = readCapsule(
      textOf((capsule) => {
        const events = capsule.recording.runs[0]!.events
        events[0] = { ...events[0]!, data: { object: 'thread.run', id: 'run_1', status: {}, tools: 'all' } } as never
        events[2] = { ...events[2]!, data: { object: 'thread.run.step.delta', id: '__proto__', delta: 7 } } as never
        events[3] = { ...events[3]!, event: 'thread.run.future', data: null } as never
        return capsule
      }),
    )
    const [run] = read.recording.runs
    expect([0, 2, 3].map((at) => run!.events[at]!.event)).toEqual(Array(3).fill('playground.unknown'))
    expect(fold(emptyView, run!.events).run?.status).toBe('completed')
  })

  test('names that every object has make nothing of it', () => {
    const text = textOf((capsule) => capsule)
      .replace('"title":', '"__proto__":{"polluted":1},"title":')
      .replaceAll('"step_1"', '"__proto__"')
      .replaceAll('"call_1"', '"constructor"')
    const { recording } = readCapsule(text)
    const view = fold(emptyView, recording.runs[0]!.events)
    expect(Object.hasOwn(recording, '__proto__')).toBe(false)
    expect(view.steps.map(({ id }) => id)).toEqual(['step_2'])
    expect('polluted' in {}).toBe(false)
  })

  test('wrong types of what stands beside are left out', () => {
    const read = readCapsule(
      textOf((capsule) => ({
        ...capsule,
        labels: { thread: [1], runs: { run_1: 'all', constructor: ['x'] } },
        files: [{ file: { id: 'f', bytes: 1, created_at: 1, filename: 'x' }, base64: '<script>' }, 7],
        left_out: ['everything', 'files'],
        recording: { ...capsule.recording, messages: [7, { id: 'msg' }], assistants: 'all', title: {} },
      })),
    )
    expect(read).toMatchObject({ labels: { thread: [], runs: {} }, files: [], left_out: ['files'] })
    expect(read.recording).toMatchObject({ messages: [], assistants: [], title: null })
  })

  test('ids that lead back to themselves are only ids', () => {
    const text = textOf((capsule) => capsule)
      .replaceAll('"msg_1"', '"run_1"')
      .replaceAll('"step_2"', '"run_1"')
    const [run] = readCapsule(text).recording.runs
    expect(fold(emptyView, run!.events).run?.id).toBe('run_1')
  })
})
