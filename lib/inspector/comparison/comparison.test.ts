import { describe, expect, it } from 'vitest'
import type { LoggedEvent } from '@/lib/protocol/event'
import type { Run } from '@/lib/protocol/run'
import { emptyView, fold } from '@/lib/run/fold'
import { runOf, textRun, toolRun, START } from '@/lib/run/testing/log'
import { answerOf, comparisonOf, settingChanges, type Side } from './comparison'
import { changeInPercent } from './measures'

function sideOf(events: readonly LoggedEvent[], asked: string | null = null): Side {
  const view = fold(emptyView, events)
  return { view: { ...view, run: view.run as Run }, asked, known: [] }
}

const LATER = START + 1_000_000
const text = sideOf(textRun())
const tools = sideOf(toolRun())

describe('comparisonOf', () => {
  it('matches the answers, and leaves the calls to the run that made them', () => {
    const { steps } = comparisonOf(text, tools, LATER)
    expect(steps.map(({ a, b }) => [a?.row.type, b?.row.name ?? b?.row.type])).toEqual([
      [undefined, 'get_weather'],
      [undefined, 'get_weather'],
      ['message_creation', 'message_creation'],
    ])
    expect(steps.at(-1)?.differs).toEqual(['output'])
  })

  it('finds nothing between a run and itself', () => {
    const { steps, measures, answer, costs } = comparisonOf(tools, tools, LATER)
    expect(steps.flatMap(({ differs }) => differs)).toEqual([])
    expect(measures.filter(({ a, b }) => a !== b)).toEqual([])
    expect(answer.every(({ kind }) => kind === 'same')).toBe(true)
    expect(costs).toBeNull()
  })

  it('measures a run that is underway as far as it has come', () => {
    const waiting = toolRun({ until: 'requires_action' })
    const at = waiting.at(-1)!.at
    const { lives, measures } = comparisonOf(sideOf(waiting), text, at + 500)
    expect(lives.a.isLive).toBe(true)
    expect(measures.find(({ name }) => name === 'waiting')?.a).toBeGreaterThanOrEqual(500)
    expect(measures.find(({ name }) => name === 'calls')).toMatchObject({ a: 2, b: 0 })
  })

  it('calls an output that is still to come no other one', () => {
    const waiting = sideOf(toolRun({ until: 'requires_action' }))
    expect(comparisonOf(waiting, tools, LATER).steps.flatMap(({ differs }) => differs)).toEqual([])
  })

  it('reads the answer where the log has none', () => {
    const known = answerOf(text).map((message) => ({ ...message }))
    const bare: Side = { ...text, view: { ...text.view, messages: [] }, known }
    expect(answerOf(bare).map(({ id }) => id)).toEqual(known.map(({ id }) => id))
  })
})

describe('what was given', () => {
  it('differs in settings, limits included', () => {
    const changes = settingChanges(
      runOf({ instructions: 'Be kind.' }),
      runOf({ model: 'other', instructions: 'Be brief.', max_completion_tokens: 100 }),
    )
    expect(changes.map(({ name }) => name)).toEqual(['model', 'instructions', 'max_completion_tokens'])
    expect(settingChanges(runOf(), runOf({ id: 'run_2', thread_id: 'thread_2' }))).toEqual([])
  })
})

describe('changeInPercent', () => {
  it('is of the first', () => {
    expect(changeInPercent({ a: 200, b: 150 })).toBe(-25)
    expect(changeInPercent({ a: 0, b: 5 })).toBeNull()
    expect(changeInPercent({ a: 5, b: 5 })).toBeNull()
    expect(changeInPercent({ a: null, b: 5 })).toBeNull()
  })
})
