'use client'

import { remember, useRemembered } from './use-remembered'

const KEY = 'tour'
/** Where the tour was left, to go on from there. */
const LEFT = 'tour:left'

/** Where this browser's reader is in the tour; an empty string while none is taken. */
export const useTourPlace = () => useRemembered(KEY)[0]

/** Begins the tour, or goes on where it was left. */
export const beginTour = () => remember(KEY, localStorage.getItem(LEFT) ?? '0')

export const goToInTour = (place: number) => remember(KEY, String(place))

/** Ends the tour; `place`: where to go on some other time. */
export function leaveTour(place: number) {
  remember(LEFT, String(place))
  remember(KEY, '')
}
