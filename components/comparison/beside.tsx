import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LetterMark } from './letter-mark'
import { letters, type Letter } from './shown-side'

/** The same of both runs in two columns; where there is no room, one below the other. Props: of = (letter) => …. */
export function Beside({ of }: { of: (letter: Letter) => ReactNode }) {
  const t = useTranslations('comparison')
  return (
    <div className="grid grid-cols-1 gap-4 wide:grid-cols-2">
      {letters.map((letter) => (
        <div key={letter} role="group" aria-label={t(`run_${letter}`)} className="flex min-w-0 items-start gap-2">
          <LetterMark letter={letter} />
          <div className="min-w-0 flex-1">{of(letter)}</div>
        </div>
      ))}
    </div>
  )
}
