import { expect, it } from 'vitest'
import { demoProgressOf } from './demo-progress'

const demo = { messages: ['Hello', 'What does it cost?', 'Hello'].map((text) => ({ text, notes: `after ${text}` })) }

it('a demo begins with its first message and goes on behind what was said of it', () => {
  expect(demoProgressOf(demo, [])).toMatchObject({ sent: 0, total: 3, last: null, next: { text: 'Hello' } })
  expect(demoProgressOf(demo, ['Hello'])).toMatchObject({ sent: 1, next: { text: 'What does it cost?' } })
})

it('what was said besides is passed over, and a message that is there twice is sent twice', () => {
  const said = ['Good morning', 'Hello ', 'Could you say that again?', 'What does it cost?']
  expect(demoProgressOf(demo, said)).toMatchObject({ sent: 2, last: { notes: 'after What does it cost?' } })
  expect(demoProgressOf(demo, [...said, 'Hello'])).toMatchObject({ sent: 3, next: null })
})

it('a demo without messages has nothing to send', () => {
  expect(demoProgressOf({ messages: [] }, ['Hello'])).toEqual({ sent: 0, total: 0, last: null, next: null })
})
