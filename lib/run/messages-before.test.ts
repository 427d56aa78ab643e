import { describe, expect, it } from 'vitest'
import { messagesBefore, questionIn } from './messages-before'
import { messageOf, runOf, START } from './testing/log'

const SECOND = START / 1000
const asked = (id: string, created_at = SECOND) => messageOf(id, id, { role: 'user', run_id: null, created_at })
const answered = (id: string, run_id: string, created_at = SECOND) => messageOf(id, id, { run_id, created_at })
const ids = (messages: readonly { id: string }[]) => messages.map(({ id }) => id)

describe('messagesBefore', () => {
  it('has what stood there, oldest first, and nothing that came with the run or behind it', () => {
    const thread = [
      asked('later', SECOND + 9),
      answered('own', 'run_1', SECOND + 1),
      asked('q'),
      answered('a', 'run_0'),
    ]
    expect(ids(messagesBefore(thread, runOf()))).toEqual(['a', 'q'])
  })

  it('is not misled by what was asked in the same second, behind the answer', () => {
    const thread = [asked('next'), answered('own', 'run_1'), asked('q')]
    expect(ids(messagesBefore(thread, runOf()))).toEqual(['q'])
  })

  it('goes by the time where the run has written nothing', () => {
    expect(ids(messagesBefore([asked('later', SECOND + 1), asked('q')], runOf()))).toEqual(['q'])
  })
})

describe('questionIn', () => {
  it('is all that was asked since the last answer', () => {
    expect(ids(questionIn([asked('q1'), answered('a1', 'run_0'), asked('q2'), asked('q3')]))).toEqual(['q2', 'q3'])
    expect(ids(questionIn([asked('q1')]))).toEqual(['q1'])
  })

  it('is the question before the last answer where nothing was asked since', () => {
    const thread = [asked('q1'), answered('a1', 'run_0'), asked('q2'), answered('a2', 'run_1'), answered('a3', 'run_2')]
    expect(ids(questionIn(thread))).toEqual(['q2'])
    expect(questionIn([answered('a1', 'run_0')])).toEqual([])
  })
})
