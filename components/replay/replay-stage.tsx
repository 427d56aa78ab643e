'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState, type ReactNode } from 'react'
import { timeAt } from '@/lib/inspector/replay/axis'
import type { ThreadReplay } from '@/lib/inspector/replay/thread-replay'
import type { UrlState } from '@/lib/inspector/url-state'
import type { Recording } from '@/lib/run/recording'
import { Chapters } from './chapters'
import { PlayerBar } from './player-bar'
import { ReplayConversation } from './replay-conversation'
import { ReplayNotes } from './replay-notes'
import { ReplayRun } from './replay-run'
import { usePlayer } from './use-player'
import { useReplayKeys } from './use-replay-keys'
import { useShown } from './use-shown'

interface ReplayStageProps {
  readonly recording: Recording
  readonly replay: ThreadReplay
  readonly urlState: UrlState
}

const panes = ['conversation', 'run'] as const
type Pane = (typeof panes)[number]

/** The conversation and the run that moves, one beside the other or one at a time, and the player below. */
export function ReplayStage({ recording, replay, urlState }: ReplayStageProps) {
  const { axis, chapters } = replay
  const store = usePlayer(axis, urlState)
  const { count, place } = useShown(store)
  const thread = useMemo(() => replay.at(count), [replay, count])
  const [pane, setPane] = useState<Pane>('conversation')
  const [areChaptersOpen, setChaptersOpen] = useState(false)
  const onChapters = () => setChaptersOpen(!areChaptersOpen)
  useReplayKeys({ axis, store, onChapters })
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ReplayNotes replay={replay} />
      <PaneChoice pane={pane} onPane={setPane} />
      <div className="relative flex min-h-0 flex-1">
        {areChaptersOpen && <Chapters {...{ axis, chapters, count, store }} onClose={() => setChaptersOpen(false)} />}
        <div data-panes className="grid min-h-0 min-w-0 flex-1 wide:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <Place isShown={pane === 'conversation'}>
            <ReplayConversation entries={thread.entries} />
          </Place>
          <Place isShown={pane === 'run'} className="wide:border-l wide:border-line">
            <ReplayRun {...{ recording, thread, urlState }} now={timeAt(axis, place)} />
          </Place>
        </div>
      </div>
      <PlayerBar {...{ axis, chapters, store, urlState }} areChaptersOpen={areChaptersOpen} onChapters={onChapters} />
    </div>
  )
}

interface PlaceProps {
  readonly isShown: boolean
  readonly className?: string
  readonly children: ReactNode
}

/** Where there is room for one only, the other is not drawn on. */
const Place = ({ isShown, className = '', children }: PlaceProps) => (
  <div
    data-pane={isShown ? 'shown' : 'other'}
    className={`min-h-0 min-w-0 ${isShown ? '' : 'hidden wide:block'} ${className}`}
  >
    {children}
  </div>
)

/** Where there is room for one only: which. */
function PaneChoice({ pane, onPane }: { pane: Pane; onPane: (pane: Pane) => void }) {
  const t = useTranslations('replay')
  return (
    <div data-pane-choice role="group" aria-label={t('panes')} className="flex border-b border-line wide:hidden">
      {panes.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === pane}
          onClick={() => onPane(each)}
          className={`touch h-9 flex-1 border-b-2 text-row -outline-offset-2 ${
            each === pane ? 'border-ink font-medium text-ink' : 'border-transparent text-muted'
          }`}
        >
          {t(`pane.${each}`)}
        </button>
      ))}
    </div>
  )
}
