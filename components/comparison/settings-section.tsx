'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Change } from '@/lib/inspector/changes'
import { settingChanges } from '@/lib/inspector/comparison/comparison'
import { Beside } from './beside'
import { ChangeList } from './change-list'
import { Section } from './section'
import type { Form, Letter, Sides } from './shown-side'

/** What differs in what both were made with. Props: sides, form. */
export function SettingsSection({ sides, form }: { sides: Sides; form: Form }) {
  const t = useTranslations('comparison')
  const [a, b] = [sides.a.view.run, sides.b.view.run]
  const changes = useMemo(() => settingChanges(a, b), [a, b])
  return (
    <Section title={t('settings')}>
      {changes.length === 0 && <p className="text-row text-muted">{t('same_settings')}</p>}
      {changes.length > 0 && form === 'difference' && <ChangeList changes={changes} between="runs" />}
      {form === 'beside' &&
        changes.map((change) => <ChangeBeside key={`${change.kind}-${change.name}`} change={change} />)}
    </Section>
  )
}

function ChangeBeside({ change }: { change: Change }) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <h3 className="font-mono text-row">{change.name}</h3>
      <Beside of={(letter) => <Written change={change} letter={letter} />} />
    </div>
  )
}

/** As one of the runs had it, with the lines marked that the other did not have. */
function Written({ change, letter }: { change: Change; letter: Letter }) {
  const t = useTranslations('comparison')
  const own = letter === 'a' ? 'removed' : 'added'
  const lines =
    change.kind === 'value'
      ? [{ kind: own, text: letter === 'a' ? change.then : change.now }]
      : change.lines.filter(({ kind }) => kind === 'same' || kind === own)
  if (lines.length === 0) return <p className="text-row text-muted">{t('none')}</p>
  return (
    <ol
      aria-label={change.name}
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-field border border-line bg-sunken py-1 font-mono text-meta"
    >
      {lines.map(({ kind, text }, index) => (
        <li
          key={index}
          className={`px-3 wrap-anywhere whitespace-pre-wrap ${kind === 'same' ? 'text-muted' : 'font-medium text-ink'}`}
        >
          {text === '' ? '\u00a0' : text}
        </li>
      ))}
    </ol>
  )
}
