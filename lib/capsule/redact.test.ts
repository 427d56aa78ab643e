import { describe, expect, test } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { toBase64 } from './base64'
import type { Capsule } from './capsule'
import { findWord } from './find-spans'
import { redact } from './redact'
import { findSecrets } from './secrets'
import { capsuleOf } from './testing/capsules'

const KEY = 'sk-proj-AbCdEf0123456789xyzXYZ'
const textOf = (capsule: Capsule) => JSON.stringify(capsule)
const viewOf = ({ recording }: Capsule) => fold(emptyView, recording.runs[0]!.events)
const without = (given: Capsule, ...words: readonly string[]) =>
  redact(given, { leftOut: [], terms: words.map(findWord) })

describe('words', () => {
  test('that several deltas make go, and the log still folds to what its last event says', () => {
    const given = capsuleOf({ words: ['Ask Mr M', 'ül', 'ler about MÜLLER', 'straße.'] })
    const { capsule, found } = without(given, 'müller')
    expect(textOf(capsule)).not.toMatch(/m\W{0,40}ül|ller/i)
    expect(found[0]).toBeGreaterThan(3)
    const folded = fold(
      emptyView,
      capsule.recording.runs[0]!.events.filter(({ event }) => event !== 'thread.message.completed'),
    )
    expect(folded.messages[0]?.content).toEqual(capsule.recording.messages[1]?.content)
    expect(folded.messages[0]?.content).toMatchObject([{ text: { value: 'Ask Mr ██████ about ██████straße.' } }])
  })

  test.each([
    'T-1042',
    '+49 (0)30/12-34',
    'a.b@c-d.example',
    '{x}|[y]',
    '$1^*?',
    String.raw`C:\temp`,
    '“茶”-壶',
    '💡-1',
  ])('are taken as they stand: %s', (word) => {
    const { capsule, found } = without(capsuleOf({ words: [`It was ${word}, as said.`] }), word)
    expect(found[0]).toBeGreaterThan(0)
    const [content] = viewOf(capsule).messages[0]!.content
    expect(content).toMatchObject({ text: { value: `It was ${'█'.repeat(word.length)}, as said.` } })
  })

  test('in arguments go in whichever way JSON writes them, and however they were cut', () => {
    const given = capsuleOf({ written: String.raw`{"name":"M\u00fcller","n":1}`, output: '{"who":"müller"}' })
    const { capsule } = without(given, 'Müller')
    expect(textOf(capsule)).not.toMatch(/ller/i)
    const [step] = viewOf(capsule).steps
    expect(step?.step_details).toMatchObject({
      tool_calls: [{ function: { arguments: `{"name":"${'█'.repeat(11)}","n":1}`, output: '{"who":"██████"}' } }],
    })
  })

  test('in numbers of schemas and their examples', () => {
    const given = capsuleOf()
    const [assistant] = given.recording.assistants
    const parameters = { type: 'object', properties: { price: { type: 'number', examples: [480, 12] } }, minimum: 480 }
    const tools = [{ type: 'function' as const, function: { name: 'price', parameters } }]
    const assistants = [{ ...assistant!, tools }]
    const { capsule, found } = without({ ...given, recording: { ...given.recording, assistants } }, '480')
    expect(JSON.stringify(capsule.recording.assistants)).not.toContain('480')
    expect(JSON.stringify(capsule.recording.assistants)).toContain('12')
    expect(found[0]).toBeGreaterThanOrEqual(2)
  })

  test('in titles, labels, names of files, metadata and their names', () => {
    const given = capsuleOf()
    const { capsule } = without(
      {
        ...given,
        labels: { thread: ['for Müller'], runs: {} },
        files: [{ file: { ...file, filename: 'müller.txt' }, base64: toBase64(new TextEncoder().encode('To Müller')) }],
        recording: {
          ...given.recording,
          title: 'Müller',
          thread: { ...given.recording.thread, metadata: { 'customer Müller': 'yes', customer_id: 'Müller 7' } },
        },
      },
      'müller',
    )
    expect(textOf(capsule)).not.toMatch(/m(?:ü|\\u00fc)ller/i)
    expect(atob(capsule.files[0]!.base64!)).not.toContain('ller')
    expect(capsule.recording.title).toBe('██████')
    expect(capsule.recording.thread.metadata).toEqual({ 'customer ██████': 'yes', customer_id: '██████ 7' })
  })

  test('leave ids as they are, and what was handed in, too', () => {
    const given = capsuleOf()
    const before = structuredClone(given)
    const { capsule } = without(given, 'run_1', 'thread')
    expect(viewOf(capsule).run?.id).toBe('run_1')
    expect(capsule.recording.runs[0]!.events.map(({ event }) => event)).toEqual(
      given.recording.runs[0]!.events.map(({ event }) => event),
    )
    expect(given).toEqual(before)
  })

  test('are not looked for in files that are no text, which is told', () => {
    const given = { ...capsuleOf(), files: [{ file, base64: toBase64(new Uint8Array([0, 255, 1])) }] }
    expect(without(given, 'a').unread).toEqual(['a.bin'])
  })
})

const file = {
  id: 'file-1',
  object: 'file',
  bytes: 3,
  created_at: 1,
  filename: 'a.bin',
  purpose: 'assistants',
  status: 'processed',
} as const

describe('keys and secrets', () => {
  test('go always, also where deltas have cut them', () => {
    const given = capsuleOf({
      question: `my key is ${KEY}`,
      words: ['Use ', KEY.slice(0, 9), KEY.slice(9), ' now'],
      written: `{"api_key":"tiny1","url":"https://me:pa55word@host/?token=abcdef"}`,
      output: JSON.stringify({ password: 'hunter2!' }),
    })
    const { capsule, secrets } = redact(given, { leftOut: [], terms: [] })
    expect(textOf(capsule)).not.toMatch(/AbCdEf|tiny1|pa55word|abcdef|hunter2/)
    expect(secrets).toBeGreaterThan(5)
    expect(capsule.covered).toBe(secrets)
  })

  test.each([
    KEY,
    'ghp_abcdefghijklmnopqrstuvwxyz0123456789',
    'AKIAIOSFODNN7EXAMPLE',
    'hf_abcdefghijklmnopqrstuvwx',
    'bce-v3/ALTAK-abcdefghij/0123456789abcdef',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----',
  ])('%s', (secret) => {
    const text = `before ${secret} after`
    expect(findSecrets(text)).toContainEqual([7, 7 + secret.length])
  })

  test('words that only speak of them stay', () => {
    const said =
      'The token count was 12, the password policy is strict, sk-1 is an id, a key: value pair. task-force-of-many-people-here'
    expect(findSecrets(said)).toEqual([])
  })

  test('take time in proportion to the text', () => {
    for (const text of [
      'sk-'.repeat(200_000),
      '://a'.repeat(150_000),
      'secret: '.repeat(100_000),
      'eyJ'.repeat(200_000),
    ])
      expect(findSecrets(text).length).toBeGreaterThanOrEqual(0)
  })
})

describe('whole kinds', () => {
  const leftOut = ['instructions', 'arguments', 'outputs', 'reasoning', 'metadata', 'files'] as const

  test('are left out of objects, of their logs and of each delta', () => {
    const given = capsuleOf({ written: '{"city":"Atlantis"}', output: 'secret sky' })
    const { capsule } = redact(given, { leftOut, terms: [] })
    expect(textOf(capsule)).not.toMatch(/Atlantis|Atla|ntis|secret sky|never his key/)
    expect(capsule.left_out).toEqual(leftOut)
    expect(viewOf(capsule).steps[0]?.step_details).toMatchObject({
      tool_calls: [{ function: { name: 'get_weather', arguments: '"████"', output: '████' } }],
    })
    expect(textOf(capsule)).toContain('sunny')
  })

  test('what a rule wrote and said on its way goes with the outputs', () => {
    const given = capsuleOf()
    const [run] = given.recording.runs
    const data = {
      object: 'playground.responder.told',
      call_id: 'call_1',
      function: 'get_weather',
      status: 'failed',
      rule: null,
      output: 'secret sky',
      failure: 'secret sky fell',
      progress: { progress: 1, total: null, message: 'secret sky loads' },
      logs: ['the secret sky'],
    } as const
    const events = [...run!.events, { ...run!.events[0]!, event: data.object, data }]
    const { capsule } = redact(
      { ...given, recording: { ...given.recording, runs: [{ ...run!, events }] } },
      { leftOut: ['outputs'], terms: [] },
    )
    expect(capsule.recording.runs[0]!.events.at(-1)).toMatchObject({ event: data.object, data: { call_id: 'call_1' } })
    expect(textOf(capsule)).not.toContain('secret sky')
  })

  test('pictures that lie in messages are files', () => {
    const given = capsuleOf()
    const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } } as const
    const messages = given.recording.messages.map((message) => ({ ...message, content: [picture] }))
    const { capsule } = redact(
      { ...given, recording: { ...given.recording, messages } },
      { leftOut: ['files'], terms: [] },
    )
    expect(textOf(capsule)).not.toContain('AAAA')
  })
})
