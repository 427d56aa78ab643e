import { expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { textRun } from '@/lib/run/testing/log'
import { runMessagesOf } from './run-messages'

const seen = fold(emptyView, textRun())
const [message] = seen.messages
if (!message) throw new Error('The log of the test has no message.')
/** As a run is known that nobody watched. */
const fetched = { ...seen, messages: [] }

it('tells what a run wrote as its log has it', () => {
  const older = { ...message, content: [] }
  expect(runMessagesOf(seen, [older], null)).toEqual([message])
})

it('tells it as the thread has it where no log was seen, and nothing of other runs', () => {
  const question = { ...message, id: 'msg_question', run_id: null }
  expect(runMessagesOf(fetched, [question, message], null)).toEqual([message])
})

it('tells only what was asked for', () => {
  expect(runMessagesOf(seen, [], ['msg_other'])).toEqual([])
  expect(runMessagesOf(seen, [], [message.id])).toEqual([message])
})
