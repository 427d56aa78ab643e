import { expect, it } from 'vitest'
import { labelChangeOf, labelChoices, type LabelDecisions } from './label-choices'

const objects = [{ labels: ['Bug', 'done'] }, { labels: ['bug'] }]
const none: LabelDecisions = new Map()
const decided: LabelDecisions = new Map([
  ['done', { label: 'done', has: 'none' }],
  ['new', { label: 'New', has: 'all' }],
  ['bug', { label: 'Bug', has: 'all' }],
])

it('offers every label once, and says whether all, some or none have it', () => {
  expect(labelChoices(['BUG', 'later'], objects, none)).toEqual([
    { label: 'BUG', has: 'all' },
    { label: 'done', has: 'some' },
    { label: 'later', has: 'none' },
  ])
  expect(labelChoices([], objects, decided)).toEqual([
    { label: 'bug', has: 'all' },
    { label: 'done', has: 'none' },
    { label: 'New', has: 'all' },
  ])
})

it('asks for what is not so yet', () => {
  expect(labelChangeOf(none, objects)).toEqual({ add: [], remove: [] })
  expect(labelChangeOf(decided, objects)).toEqual({ add: ['New'], remove: ['done'] })
})
