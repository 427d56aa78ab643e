import { expect, test } from 'vitest'
import { labelsWithRoom } from './labels-with-room'

const seconds = [0, 20, 40, 60, 80, 100].map((place) => ({ place, text: `${place} s` }))
const shownAt = (characterPercent: number) => [...labelsWithRoom(seconds, characterPercent)].map(({ place }) => place)

test('labels that stand clear of each other all stay', () => {
  expect(shownAt(2)).toEqual([0, 20, 40, 60, 80, 100])
})

test('on a narrow axis those that would lie over the one before go', () => {
  expect(shownAt(4)).toEqual([0, 40, 60, 80])
  expect(shownAt(8)).toEqual([0, 60])
})

test('the end of a live run comes close to a regular place without lying over it', () => {
  const [near, end] = [
    { place: 96, text: '9 s' },
    { place: 100, text: '9.4 s' },
  ]
  expect([...labelsWithRoom([near, end], 1.4)]).toEqual([near])
})
