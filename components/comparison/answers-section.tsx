'use client'

import { useTranslations } from 'next-intl'
import { MessageContent } from '@/components/text/message-content'
import { answerOf, type Comparison } from '@/lib/inspector/comparison/comparison'
import { likenessOf } from '@/lib/inspector/comparison/word-diff'
import { isTerminal } from '@/lib/run/machine'
import { Beside } from './beside'
import { Section } from './section'
import type { Form, ShownSide, Sides } from './shown-side'
import { WordDiffText } from './word-diff-text'

interface AnswersSectionProps {
  readonly sides: Sides
  readonly comparison: Comparison
  readonly form: Form
}

/** What both have answered: beside each other, or the words that went and came. */
export function AnswersSection({ sides, comparison, form }: AnswersSectionProps) {
  const t = useTranslations('comparison')
  const { answer } = comparison
  const isSame = answer.length > 0 && answer.every(({ kind }) => kind === 'same')
  const isKnown = answerOf(sides.a).length > 0 && answerOf(sides.b).length > 0
  const like = Math.round(likenessOf(answer) * 100)
  return (
    <Section
      title={t('answers')}
      aside={
        isKnown && (
          <span className="text-row text-muted">{isSame ? t('same_answer') : t('in_common', { percent: like })}</span>
        )
      }
    >
      {form === 'difference' && answer.length > 0 ? (
        <div className="max-w-prose">
          <WordDiffText parts={answer} />
        </div>
      ) : (
        <Beside of={(letter) => <Answer side={sides[letter]} />} />
      )}
    </Section>
  )
}

function Answer({ side }: { side: ShownSide }) {
  const t = useTranslations('comparison')
  const messages = answerOf(side)
  if (messages.length === 0) {
    return <p className="text-row text-muted">{t(isTerminal(side.view.run.status) ? 'no_answer' : 'no_answer_yet')}</p>
  }
  return (
    <div className="flex flex-col gap-4">
      {messages.map((message) => (
        <MessageContent key={message.id} message={message} />
      ))}
    </div>
  )
}
