'use client'

import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { useKeyHint } from '@/components/actions/use-key-hint'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { useDuration } from '@/components/ui/use-duration'
import { shortenedMs, type Axis } from '@/lib/inspector/replay/axis'
import type { Chapter } from '@/lib/inspector/replay/chapters'
import { speeds, step, toggle, type Player, type Speed } from '@/lib/inspector/replay/player'
import type { UrlState } from '@/lib/inspector/url-state'
import { Link2, ListVideo, Pause, Play, StepBack, StepForward } from './icons'
import type { PlayerStore } from './player-store'
import { PlayerClock } from './player-clock'
import { SeekBar } from './seek-bar'
import { addressOf } from './use-player'

interface PlayerBarProps {
  readonly axis: Axis
  readonly chapters: readonly Chapter[]
  readonly store: PlayerStore
  readonly urlState: UrlState
  readonly areChaptersOpen: boolean
  readonly onChapters: () => void
}

/** What plays and leads through a replay, always with the word that it is one. */
export function PlayerBar({ axis, chapters, store, urlState, areChaptersOpen, onChapters }: PlayerBarProps) {
  const t = useTranslations('replay')
  const hint = useKeyHint()
  return (
    <section
      aria-label={t('player')}
      // In a document that is longer than its window it stays in sight.
      className={`sticky bottom-[var(--shell-bottom,0px)] z-10 flex flex-col gap-1 border-t border-line bg-surface px-4 pt-2 pb-2 wide:px-6
        short:order-first`}
    >
      <SeekBar axis={axis} chapters={chapters} store={store} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="rounded-chip bg-ink px-1.5 text-meta font-bold tracking-wide text-paper">{t('badge')}</span>
        <Moves axis={axis} store={store} />
        <PlayerClock axis={axis} store={store} />
        <Shortened axis={axis} />
        <span className="ml-auto flex items-center gap-1">
          <SpeedSelect store={store} />
          <Button
            look="quiet"
            className="px-2"
            aria-expanded={areChaptersOpen}
            {...hint(t('chapters'), 'replay_chapters')}
            onClick={onChapters}
          >
            <ListVideo size={16} aria-hidden />
            <span className="sr-only sm:not-sr-only">{t('chapters')}</span>
          </Button>
          <CopyButton
            label={t('copy_link')}
            icon={<Link2 size={16} />}
            className="size-8"
            text={() => linkTo(urlState, addressOf(axis, store.get().place))}
          />
        </span>
      </div>
    </section>
  )
}

/** To this moment, of the same run or thread. */
const linkTo = (urlState: UrlState, at: string) => {
  const run = urlState.get('run')
  return urlState.linkTo({ ...(run && { run }), at: at || '0' })
}

/** What a player is, drawn anew only when `of` gives something else. */
function usePlayerPart<T extends string | number | boolean>(store: PlayerStore, of: (player: Player) => T): T {
  const get = () => of(store.get())
  return useSyncExternalStore(store.subscribe, get, get)
}

function Moves({ axis, store }: Pick<PlayerBarProps, 'axis' | 'store'>) {
  const t = useTranslations('replay')
  const hint = useKeyHint()
  const isPlaying = usePlayerPart(store, (player) => player.isPlaying)
  const isFirst = usePlayerPart(store, ({ count }) => count <= 1)
  const isLast = usePlayerPart(store, ({ count }) => count === axis.places.length)
  const name = t(isPlaying ? 'pause' : 'play')
  return (
    <span className="flex items-center">
      <IconButton
        label={t('previous')}
        icon={<StepBack size={16} />}
        {...hint(t('previous'), 'replay_previous')}
        aria-disabled={isFirst}
        onClick={() => store.change((player) => step(axis, player, -1))}
      />
      <IconButton
        label={name}
        icon={isPlaying ? <Pause size={18} /> : <Play size={18} />}
        className="mx-1 size-9 border border-control bg-paper text-ink"
        {...hint(name, 'replay_play')}
        onClick={() => store.change((player) => toggle(axis, player))}
      />
      <IconButton
        label={t('next')}
        icon={<StepForward size={16} />}
        {...hint(t('next'), 'replay_next')}
        aria-disabled={isLast}
        onClick={() => store.change((player) => step(axis, player, 1))}
      />
    </span>
  )
}

function SpeedSelect({ store }: Pick<PlayerBarProps, 'store'>) {
  const t = useTranslations('replay')
  const speed = usePlayerPart(store, (player) => player.speed)
  const choose = (next: Speed | undefined) => next && store.change((player) => ({ ...player, speed: next }))
  return (
    <Select
      aria-label={t('speed')}
      value={speed}
      onChange={({ target }) => choose(speeds.find((each) => String(each) === target.value))}
    >
      {speeds.map((each) => (
        <option key={each} value={each}>
          {t('times', { speed: each })}
        </option>
      ))}
    </Select>
  )
}

/** How much of the time is not played: nothing is left out in silence. */
function Shortened({ axis }: Pick<PlayerBarProps, 'axis'>) {
  const t = useTranslations('replay')
  const duration = useDuration()
  const ms = shortenedMs(axis)
  return ms > 0 && <span className="text-meta text-muted">{t('shortened', { duration: duration(ms) })}</span>
}
