import { createElement, use } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ApiError } from '@/lib/protocol/error'
import { createPartLoader } from './part-loader'

/** A part whose script comes from the given try on; null = never. */
function createScript(from: number | null) {
  let tries = 0
  const load = async () => {
    tries += 1
    if (from === null || tries < from) throw new Error('Failed to load chunk')
    return `part of try ${tries}`
  }
  return { load, tries: () => tries }
}
const answers = async () => 'answer'
const fails = (status: number) => async () => {
  throw new ApiError(status, 'no')
}

it('loads once for all that ask', async () => {
  const script = createScript(1)
  const loader = createPartLoader(script.load, answers)
  expect(loader.settle()).toBe(loader.settle())
  await loader.settle()
  await loader.again()
  expect([await loader.settle(), script.tries()]).toEqual([{ part: 'part of try 1' }, 1])
})

it('suspends nobody once it is here: React reads it at once', async () => {
  const loader = createPartLoader(createScript(1).load, answers)
  const drawn: string[] = []
  const Part = () => {
    const outcome = use(loader.settle())
    drawn.push('part' in outcome ? outcome.part : outcome.failure)
    return null
  }
  await loader.settle()
  renderToString(createElement(Part))
  expect(drawn).toEqual(['part of try 1'])
})

it.each([
  [0, 'offline'],
  [503, 'offline'],
  [401, 'signed_out'],
])(
  'tells a server that answers with %i from a part that is gone, and loads when asked again',
  async (status, failure) => {
    const loader = createPartLoader(createScript(2).load, fails(status))
    expect(await loader.settle()).toEqual({ failure })
    expect(await loader.settle(), 'not by itself').toEqual({ failure })
    expect(await loader.again()).toEqual({ part: 'part of try 2' })
  },
)

it('tries once more when the server answers', async () => {
  const loader = createPartLoader(createScript(2).load, answers)
  expect(await loader.settle()).toEqual({ part: 'part of try 2' })
})

it('takes what a server that answers does not have for a part of an older version', async () => {
  const loader = createPartLoader(createScript(null).load, answers)
  expect(await loader.settle()).toEqual({ failure: 'outdated' })
})
