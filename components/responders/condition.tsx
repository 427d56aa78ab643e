'use client'

import { useTranslations } from 'next-intl'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { parsedJsonOf } from '@/lib/inspector/example-output'
import type { RuleCondition } from '@/lib/protocol/responder'
import { responderLimits } from '@/lib/protocol/responder-limits'
import { PathField, SecondsField, TextField } from './fields'
import type { DraftRule } from './responder-source'

interface ConditionProps {
  readonly rule: DraftRule
  readonly onRule: (rule: DraftRule) => void
}

const choices = ['always', 'equals', 'matches'] as const
type Choice = (typeof choices)[number]

/** When a rule applies, and how long it waits: folded while it does neither. Props: rule, onRule. */
export function Condition({ rule, onRule }: ConditionProps) {
  const t = useTranslations('responders')
  const { when = null, delay_ms: delay = 0 } = rule
  const choice = choiceOf(when)
  return (
    <details open={when !== null || delay > 0} className="group">
      <summary className="touch w-fit rounded-chip text-row text-muted hover:text-ink">{t('more')}</summary>
      <div className="flex flex-col gap-3 pt-2">
        <div className="grid grid-cols-1 gap-3 @xl:grid-cols-3">
          <Field label={t('when')}>
            {(control) => (
              <Select
                {...control}
                value={choice}
                onChange={(event) => onRule({ ...rule, when: conditionOf(event.target.value as Choice, when) })}
                className="w-full"
              >
                {choices.map((each) => (
                  <option key={each} value={each}>
                    {t(`when_${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {when && (
            <>
              <PathField
                label={t('when_path')}
                value={when.path}
                onValue={(path) => onRule({ ...rule, when: { ...when, path } })}
              />
              <TextField
                label={t(choice === 'matches' ? 'when_pattern' : 'when_value')}
                value={textOf(when)}
                onValue={(text) => onRule({ ...rule, when: withText(when, text) })}
              />
            </>
          )}
        </div>
        <SecondsField
          label={t('delay')}
          ms={delay}
          maxMs={responderLimits.delay}
          onMs={(ms) => onRule({ ...rule, delay_ms: ms ?? 0 })}
        />
      </div>
    </details>
  )
}

const choiceOf = (when: RuleCondition | null): Choice =>
  when === null ? 'always' : 'matches' in when ? 'matches' : 'equals'

function conditionOf(choice: Choice, before: RuleCondition | null): RuleCondition | null {
  const path = before?.path ?? ''
  if (choice === 'always') return null
  return choice === 'matches' ? { path, matches: '' } : { path, equals: '' }
}

/** A text stands as it is, whatever else as JSON. */
function textOf(when: RuleCondition): string {
  if ('matches' in when) return when.matches
  return typeof when.equals === 'string' ? when.equals : JSON.stringify(when.equals)
}

/** Numbers, true, false and null are meant as such. */
function withText(when: RuleCondition, text: string): RuleCondition {
  if ('matches' in when) return { path: when.path, matches: text }
  const value = parsedJsonOf(text)
  const isPlain = value === null || typeof value === 'number' || typeof value === 'boolean'
  // 1.0 would become 1 while it is typed.
  return { path: when.path, equals: isPlain && JSON.stringify(value) === text ? value : text }
}
