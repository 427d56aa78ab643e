import { expect, test } from 'vitest'
import { countLeaving } from './count-leaving'
import { markdownOf } from './markdown'
import { ruleTold } from '@/lib/run/testing/log'
import { capsuleOf } from './testing/capsules'

const words = {
  untitled: 'Untitled',
  user: 'User',
  assistant: 'Assistant',
  called: 'Called',
  answered: 'Answer',
  declined: 'Declined; the model was told',
  picture: 'Picture',
  file: 'File',
  ended: (status: string) => `Ended: ${status}`,
}

test('a conversation is written in its order, calls with what they were answered', () => {
  expect(markdownOf(capsuleOf({ output: 'a ```fence``` within' }), words)).toBe(`# The weather

## User

How is the weather?

**Called \`get_weather\`**

\`\`\`
{"city":"上海"}
\`\`\`

Answer:

\`\`\`\`
a \`\`\`fence\`\`\` within
\`\`\`\`

## Forecaster

It is sunny.
`)
})

test('a call that a person did not allow was not answered', () => {
  const { recording, ...rest } = capsuleOf({ output: 'No.' })
  const [{ id, events } = { id: '', events: [] }] = recording.runs
  const runs = [{ id, events: ruleTold(events, { status: 'declined', output: 'No.' }) }]
  expect(markdownOf({ ...rest, recording: { ...recording, runs } }, words)).toMatch(
    /`get_weather`.*\n\nDeclined; the model was told:\n\n```\nNo\.\n```/s,
  )
})

test('a run that did not complete says so, and why', () => {
  const { recording, ...rest } = capsuleOf()
  const [{ id, events } = { id: '', events: [] }] = recording.runs
  const begun = events.slice(0, 3)
  const last_error = { code: 'rate_limit_exceeded' as const, message: 'Too many\nrequests.' }
  const failed = { ...events.find(({ event }) => event === 'thread.run.created')!.data, status: 'failed', last_error }
  const end = { ...events.at(-1)!, event: 'thread.run.failed', data: failed, seq: 4 } as (typeof events)[number]
  const messages = recording.messages.slice(0, 1)
  const runs = [{ id, events: [...begun, end] }]
  expect(markdownOf({ ...rest, recording: { ...recording, messages, runs } }, words)).toBe(`# The weather

## User

How is the weather?

**Ended: failed**

> Too many requests.
`)
})

test('what leaves is counted by kind', () => {
  expect(countLeaving(capsuleOf())).toEqual({
    messages: 2,
    runs: 1,
    steps: 2,
    events: 14,
    calls: 1,
    files: 0,
    filesWithBytes: 0,
    fileBytes: 0,
    functions: ['get_weather'],
    assistants: ['Forecaster'],
  })
})
