import { describe, expect, it } from 'vitest'
import {
  clearedAt,
  MAX_VARIANTS,
  runsOf,
  runsText,
  variantsOf,
  variantsText,
  withoutAt,
  type Variant,
} from './variants'

describe('variants in an address', () => {
  it('come back as they were', () => {
    const variants: readonly Variant[] = [
      { assistant: 'asst_1', model: '' },
      { assistant: 'asst_1', model: 'org/model~2,beta %' },
      { assistant: '', model: '' },
    ]
    expect(variantsOf(variantsText(variants))).toEqual(variants)
    expect(variantsText([variants[0]!, { assistant: 'asst_2', model: 'gpt-4o' }])).toBe('asst_1,asst_2~gpt-4o')
  })

  it('are read from what nobody wrote so', () => {
    expect(variantsOf('')).toEqual([])
    expect(variantsOf('%E0%A4%A')).toEqual([{ assistant: '%E0%A4%A', model: '' }])
    expect(variantsOf(Array.from({ length: 9 }, () => 'a').join(','))).toHaveLength(MAX_VARIANTS)
  })

  it('keep the place of a run that was not started', () => {
    expect(runsOf('run_1,,run_3')).toEqual(['run_1', '', 'run_3'])
    expect(runsOf('')).toEqual([])
  })

  it('lose the run of the one that is changed, and no other', () => {
    const runs = runsOf('run_1,run_2,run_3')
    expect(runsText(clearedAt(runs, 1, ''))).toBe('run_1,,run_3')
    expect(runsText(withoutAt(runs, 1))).toBe('run_1,run_3')
    expect(runsText(clearedAt(runsOf('run_1'), 0, ''))).toBe('')
  })
})
