import { afterEach, describe, expect, it } from 'vitest'
import { inputOf, user, weather } from '../testing/model-input-fixture'
import { createScriptThread, type ScriptThread } from './script-thread'

let thread: ScriptThread
afterEach(() => thread.close())

const stubborn = (deadlineMs: number) =>
  createScriptThread({ program: 'lib/backend/testing/stubborn.program', deadlineMs })
const saying = (text: string) => inputOf({ turns: [user(text)] })

describe('the thread of scripts', () => {
  it('decides turns, one after the other', async () => {
    thread = createScriptThread()
    const input = inputOf({ functions: [weather], turns: [user('weather in Paris')] })
    const turns = await Promise.all([thread.run('scripted', input), thread.run('scripted', inputOf())])
    expect(turns).toMatchObject([
      { kind: 'calls', calls: [{ name: 'get_weather', arguments: '{"city":"Paris"}' }] },
      { kind: 'text' },
    ])
  })

  it('reads the beginning of what is long, and says how much there is', async () => {
    thread = createScriptThread()
    const { text } = (await thread.run('scripted', saying('a'.repeat(15_000_000)))) as { text: string }
    expect(text).toContain(`${'a'.repeat(200)} … (14999800 more characters)`)
  })

  it('is ended when a turn takes too long, and the next turn gets another one', async () => {
    thread = stubborn(300)
    const endless = thread.run('scripted', saying('work for ever'))
    const next = thread.run('scripted', saying('hello'))
    await expect(endless).rejects.toThrow('The scripted model did not come to an end within 0.3 s.')
    await expect(next).resolves.toEqual({ kind: 'text', text: 'hello' })
  })

  it.each([
    ['end', 'its thread has ended'],
    ['throw', 'It was asked to.'],
  ])('says so when it fails: %s', async (how, why) => {
    thread = stubborn(60_000)
    const failing = thread.run('scripted', saying(how))
    const next = thread.run('scripted', saying('hello'))
    await expect(failing).rejects.toThrow(why)
    await expect(next).resolves.toEqual({ kind: 'text', text: 'hello' })
  })

  it('holds nobody who was cancelled, and does not begin their turns', async () => {
    thread = stubborn(300)
    const controller = new AbortController()
    const endless = thread.run('scripted', { ...saying('work for ever'), signal: controller.signal })
    const behind = thread.run('scripted', { ...saying('work for ever'), signal: controller.signal })
    const next = thread.run('scripted', saying('hello'))
    const reason = new Error('cancelled')
    controller.abort(reason)
    await expect(endless).rejects.toBe(reason)
    await expect(behind).rejects.toBe(reason)
    await expect(next).resolves.toEqual({ kind: 'text', text: 'hello' })
  })

  it('ends when nobody needs it, and is there again when somebody does', async () => {
    thread = createScriptThread({ program: 'lib/backend/testing/stubborn.program', idleMs: 1 })
    const which = () => thread.run('scripted', saying('which'))
    const first = await which()
    await expect.poll(which).not.toEqual(first)
  })

  it('fails in words for what cannot be handed over', async () => {
    thread = createScriptThread()
    const parameters = { default: () => 1 }
    const failing = thread.run('scripted', inputOf({ functions: [{ name: 'f', parameters }] }))
    await expect(failing).rejects.toThrow('The scripted model failed: ')
  })
})
