import { expect, it } from 'vitest'
import { runOf } from '@/lib/run/testing/log'
import { createStreamIntake } from './stream-intake'

const text = `event: thread.run.created
data: ${JSON.stringify(runOf())}

event: thread.message.delta
data: {"text":"Grüße"}

event: done
data: [DONE]

`
const whole = new TextEncoder().encode(text)

function intakeOf(settings: Partial<Parameters<typeof createStreamIntake>[0]> = {}) {
  let now = 0
  return createStreamIntake({ clock: () => (now += 1), threadId: null, isReplayed: false, ...settings })
}

it('reads the same frames wherever the stream was cut', () => {
  for (let cut = 1; cut < whole.length; cut += 1) {
    const intake = intakeOf()
    intake.onBytes(whole.subarray(0, cut))
    intake.onBytes(whole.subarray(cut))
    const { frames, lost } = intake.waiting()
    expect([frames.map(({ event, data }) => [event, data]), lost]).toEqual([
      [
        ['thread.run.created', JSON.stringify(runOf())],
        ['thread.message.delta', '{"text":"Grüße"}'],
      ],
      0,
    ])
    expect(intake.threadId()).toBe('thread_1')
  }
})

it('tells of the run as it passes, and gives each frame the moment of its last byte, though it is read later', async () => {
  const intake = intakeOf()
  const middle = text.indexOf('event: thread.message')
  intake.onBytes(whole.subarray(0, middle))
  expect(await intake.firstRun).toBe(JSON.stringify(runOf()))
  intake.onBytes(whole.subarray(middle, middle + 10))
  intake.onBytes(whole.subarray(middle + 10))
  expect(intake.waiting().frames.map(({ atMs }) => atMs)).toEqual([1, 3])
})

it('keeps what waits until it is written', () => {
  const intake = intakeOf()
  intake.onBytes(whole)
  const waiting = intake.waiting()
  expect(intake.isWaiting()).toBe(true)
  expect(intake.waiting()).toEqual(waiting)
  intake.written(waiting)
  expect([intake.isWaiting(), intake.waiting().frames]).toEqual([false, []])
})

it('counts what is too much to wait, and goes on behind it', () => {
  const intake = intakeOf({ threadId: 'thread_1' })
  intake.onBytes(whole)
  const long = new TextEncoder().encode(`event: long\ndata: "${'x'.repeat(3_000_000)}"\n\n`)
  for (let count = 0; count < 7; count += 1) intake.onBytes(long)
  const waiting = intake.waiting()
  expect([waiting.frames.length, waiting.lost]).toEqual([2 + 5, 2])
  intake.written(waiting)
  intake.onBytes(long)
  expect(intake.waiting()).toMatchObject({ frames: [{ event: 'long' }], lost: 0 })
})

it('keeps nothing of a stream that was told before, but which run it is about', async () => {
  const intake = intakeOf({ isReplayed: true })
  intake.onBytes(whole)
  intake.ended()
  expect(await intake.firstRun).toBe(JSON.stringify(runOf()))
  expect(intake.waiting()).toEqual({ frames: [], lost: 0 })
})
