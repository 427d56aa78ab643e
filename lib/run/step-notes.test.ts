import { describe, expect, it } from 'vitest'
import type { ReasoningDelta } from '@/lib/protocol/event'
import { noteWith, notesAhead } from './step-notes'
import { messageStepOf } from './testing/log'

const thought = (text: string): ReasoningDelta => ({
  object: 'playground.reasoning.delta',
  step_id: 'step_1',
  text,
  field: 'reasoning',
})

describe('the note of a step', () => {
  it('joins reasoning with the time from its first word to its last, and keeps what else is known', () => {
    const adapted = {
      object: 'playground.request.adapted',
      step_id: 'step_1',
      left_out: 3,
      without: ['strict'],
    } as const
    const note = noteWith(noteWith(noteWith(undefined, adapted, 1), thought('Let me '), 5), thought('see.'), 9)
    expect(note).toEqual({
      id: 'step_1',
      reasoning: { text: 'Let me see.', field: 'reasoning', from_ms: 5, to_ms: 9 },
      left_out: 3,
      without: ['strict'],
    })
    expect(noteWith(note, { ...adapted, left_out: 4 }, 10)).toEqual({ ...note, left_out: 4 })
  })

  it('has what hosted tools were asked and have answered', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
    const calls = [
      { id: 'call_1', name: 'code_interpreter', arguments: '{}' },
      { id: 'call_2', name: 'file_search', arguments: '{}' },
    ]
    const written = { object: 'playground.calls.written', step_id: 'step_1', usage, calls } as const
    const answered = { object: 'playground.call.answered', step_id: 'step_1', call_id: 'call_2', output: 'A' } as const
    const note = noteWith(noteWith(undefined, written, 1), answered, 2)
    expect(note.hosted).toEqual({
      usage,
      calls: [
        { ...calls[0], output: null },
        { ...calls[1], output: 'A' },
      ],
    })
    expect(noteWith(undefined, answered, 2)).not.toHaveProperty('hosted')
  })

  it('stands ahead while its step has not begun', () => {
    const notes = { step_1: noteWith(undefined, thought('Hm.'), 1) }
    expect(notesAhead([], Object.values(notes))).toEqual([notes.step_1])
    expect(notesAhead([messageStepOf('step_1', 'msg_1')], Object.values(notes))).toEqual([])
  })
})
