import { expect, test } from 'vitest'
import { countLeaving } from './count-leaving'
import { markdownOf } from './markdown'
import { capsuleOf } from './testing/capsules'

const words = {
  untitled: 'Untitled',
  user: 'User',
  assistant: 'Assistant',
  called: 'Called',
  answered: 'Answer',
  picture: 'Picture',
  file: 'File',
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
