import { describe, expect, it } from 'vitest'
import { emptyView, fold } from '@/lib/run/fold'
import { messageTextOf } from '@/lib/run/message-text'
import { START, textRun, toolRun } from '@/lib/run/testing/log'
import { laterRun, saidAt, twoRuns } from '@/lib/run/testing/recording'
import { createThreadReplay, type ThreadAt } from './thread-replay'

const shortly = ({ entries }: ThreadAt) =>
  entries.map((entry) =>
    entry.type === 'message'
      ? messageTextOf(entry.message)
      : `${entry.run.status}: ${entry.messages.map(messageTextOf).join('')}`,
  )

describe('a replay of a thread', () => {
  const recording = twoRuns(textRun(['a', 'b']), textRun(['c']))
  const replay = createThreadReplay(recording)
  const end = replay.axis.places.length

  it('begins with what was asked, and ends with all there is', () => {
    expect(shortly(replay.at(0))).toEqual([])
    expect(shortly(replay.at(1))).toEqual(['Hello?'])
    expect(shortly(replay.at(2))).toEqual(['Hello?', 'queued: '])
    expect(shortly(replay.at(end))).toEqual(['Hello?', 'completed: ab', 'And again?', 'completed: c'])
  })

  it('shows of a run the fold of its log up to there, wherever it comes from', () => {
    const { events } = recording.runs[0]!
    for (const count of [3, 9, 4, end, 1, 10]) {
      const { runs } = replay.at(count)
      expect(runs[0]?.view ?? emptyView).toEqual(fold(emptyView, events.slice(0, Math.max(0, count - 1))))
    }
  })

  it('keeps what did not change the same object', () => {
    const [one, other] = [replay.at(end - 1), replay.at(end)]
    expect(other.runs[0]!.view).toBe(one.runs[0]!.view)
    expect(other.entries[1]).toBe(one.entries[1])
    expect(other.entries[3]).not.toBe(one.entries[3])
  })

  it('names the run that moved last, and the event', () => {
    expect(replay.at(1)).toMatchObject({ run: undefined, event: undefined })
    expect(replay.at(2)).toMatchObject({ run: { id: 'run_1', count: 1 }, event: { event: 'thread.run.created' } })
    expect(replay.at(end).run?.id).toBe('run_b1')
  })

  it('has chapters for states, messages and steps with calls', () => {
    const { chapters } = createThreadReplay(twoRuns(toolRun()), 'run_1')
    expect(chapters.map((each) => (each.type === 'status' ? each.status : each.type))).toEqual([
      ...['queued', 'in_progress', 'step', 'requires_action', 'queued', 'in_progress', 'message', 'completed'],
    ])
    expect(chapters.find(({ type }) => type === 'step')).toMatchObject({
      calls: [{ type: 'function', name: 'get_weather', times: 2 }],
    })
    expect(chapters.find(({ type }) => type === 'message')).toMatchObject({ role: 'assistant', beginning: '晴，雨' })
  })

  it('names messages in its chapters in plain words', () => {
    const said = ['## **Answer**\n\n- see [the map](https://example.com)\n- `21`']
    const { chapters } = createThreadReplay(twoRuns(textRun(said)), 'run_1')
    expect(chapters.find(({ type }) => type === 'message')).toMatchObject({ beginning: 'Answer see the map 21' })
  })

  it('of one run has what came before it from the start, and nothing of what came after', () => {
    const second = createThreadReplay(recording, 'run_b1')
    expect(shortly(second.at(0))).toEqual(['Hello?', 'completed: ab', 'And again?'])
    expect(second.axis.places.length).toBe(recording.runs[1]!.events.length)
    const first = createThreadReplay(recording, 'run_1')
    expect(shortly(first.at(first.axis.places.length))).toEqual(['Hello?', 'completed: ab'])
  })

  it('tells how many events are missing, and goes on with the others', () => {
    const [first, ...rest] = textRun(['a', 'b', 'c'])
    const damaged = createThreadReplay(twoRuns([first!, ...rest.filter(({ seq }) => seq !== 9)]))
    expect(damaged.missing).toBe(1)
    expect(shortly(damaged.at(1e9))[1]).toBe('completed: abc')
  })

  it('puts a message that no log has where the list has it, as late as its second can be', () => {
    const run = laterRun(textRun(), 'x', 400)
    const messages = [
      saidAt('msg_1', 'one', START),
      ...twoRuns(run).messages.slice(1, 2),
      saidAt('msg_2', 'two', START),
    ]
    const { axis, at } = createThreadReplay({ ...twoRuns(run), messages, runs: [{ id: 'run_x1', events: run }] })
    expect(axis.times[0]).toBe(START + 400)
    expect(shortly(at(1))).toEqual(['one'])
    expect(shortly(at(1e9)).at(-1)).toBe('two')
  })

  it('stands empty for a thread in which nothing happened', () => {
    const { axis, at } = createThreadReplay({ ...recording, messages: [], runs: [] })
    expect(axis.lengthMs).toBe(0)
    expect(at(0)).toEqual({ entries: [], runs: [], run: undefined, event: undefined })
  })
})
