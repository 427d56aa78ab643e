'use client'

import { useTranslations } from 'next-intl'
import { memo, useEffect, useMemo, useRef, type CSSProperties } from 'react'
import { runStatusLook } from '@/components/ui/run-status'
import { elapsedAt, type Axis } from '@/lib/inspector/replay/axis'
import type { Chapter } from '@/lib/inspector/replay/chapters'
import { marksOf, stretchesOf, waitStretchesOf } from '@/lib/inspector/replay/marks'
import { pause, play, seek } from '@/lib/inspector/replay/player'
import { clockOf } from './clock-of'
import type { PlayerStore } from './player-store'

interface SeekBarProps {
  readonly axis: Axis
  readonly chapters: readonly Chapter[]
  readonly store: PlayerStore
}

/** The slider over the whole replay. It follows the player without React, with each frame. */
export function SeekBar({ axis, chapters, store }: SeekBarProps) {
  const t = useTranslations('replay')
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const wasPlaying = useRef(false)
  const { lengthMs } = axis
  useEffect(() => {
    let told = -1
    function write() {
      const { place, isPlaying } = store.get()
      box.current?.style.setProperty('--place', String(lengthMs === 0 ? 1 : place / lengthMs))
      if (!input.current) return
      input.current.value = String(place)
      // Readers aloud need no tenths while it plays: a name that changes with each frame is no name.
      const second = Math.floor(place / 1000)
      if (!isPlaying || second !== told) input.current.setAttribute('aria-valuetext', wordsAt(place))
      told = second
    }
    const clockAt = (at: number) => clockOf(elapsedAt(axis, at))
    const wordsAt = (place: number) => t('place', { place: clockAt(place), length: clockAt(lengthMs) })
    write()
    return store.subscribe(write)
  }, [axis, store, lengthMs, t])

  function onHold() {
    wasPlaying.current = store.get().isPlaying
    store.change(pause)
  }
  function onRelease() {
    if (wasPlaying.current) store.change((player) => play(axis, player))
    wasPlaying.current = false
  }
  return (
    <div ref={box} className="relative h-8 touch-none">
      <Track axis={axis} chapters={chapters} />
      <input
        ref={input}
        type="range"
        aria-label={t('position')}
        min={0}
        max={Math.max(1, lengthMs)}
        step="any"
        defaultValue={0}
        onInput={({ currentTarget: { value } }) => store.change((player) => seek(axis, player, Number(value)))}
        onPointerDown={onHold}
        onPointerUp={onRelease}
        onPointerCancel={onRelease}
        className="seek-bar absolute inset-0 m-0 h-full w-full cursor-pointer appearance-none rounded-field bg-transparent"
      />
    </div>
  )
}

const percent = (value: number) => `${value.toFixed(3)}%`

/** Statuses along the bar, shortened waits hatched, a mark for each chapter. */
const Track = memo(function Track({ axis, chapters }: Pick<SeekBarProps, 'axis' | 'chapters'>) {
  const stretches = useMemo(() => stretchesOf(chapters, axis), [chapters, axis])
  const marks = useMemo(() => marksOf(chapters, axis), [chapters, axis])
  const waits = useMemo(() => waitStretchesOf(axis), [axis])
  const placed = ({ from, width }: { from: number; width: number }): CSSProperties => ({
    left: percent(from),
    width: percent(width),
  })
  return (
    <div aria-hidden className="pointer-events-none absolute inset-x-[7px] inset-y-0">
      <div className="absolute inset-x-0 top-3 h-2 overflow-hidden rounded-chip bg-sunken">
        {stretches.map((stretch) => (
          <span
            key={stretch.from}
            data-status={runStatusLook[stretch.status].tone}
            className="absolute inset-y-0 bg-mark opacity-60"
            style={placed(stretch)}
          />
        ))}
        {waits.map((wait) => (
          <span
            key={wait.from}
            className="absolute inset-y-0 bg-[repeating-linear-gradient(135deg,var(--paper)_0_2px,transparent_2px_5px)]"
            style={placed(wait)}
          />
        ))}
      </div>
      {marks.map(({ at, type }) => (
        <span
          key={at}
          className={`absolute w-px bg-ink ${type === 'message' ? 'top-1 h-6' : type === 'step' ? 'top-2 h-4' : 'top-3 h-2'}`}
          style={{ left: percent(at) }}
        />
      ))}
    </div>
  )
})
