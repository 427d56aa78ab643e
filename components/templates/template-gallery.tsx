'use client'

import { useTranslations } from 'next-intl'
import { useConnection } from '@/components/connection/connection-context'
import { Chip } from '@/components/ui/chip'
import type { Icon } from '@/components/ui/icon'
import { useMay } from '@/components/ui/permissions'
import {
  BadgeCheck,
  CalendarClock,
  Calculator,
  ChartColumn,
  Crown,
  FileSearch,
  Hourglass,
  PiggyBank,
  Rows3,
} from './icons'
import { templatesFor, type Template } from './templates'
import { useStart } from './use-start'

const icons = {
  orders: Calculator,
  finance: PiggyBank,
  travel: CalendarClock,
  documents: FileSearch,
  approval: BadgeCheck,
  slow: Hourglass,
  chart: ChartColumn,
  emperor: Crown,
  markdown: Rows3,
} as const satisfies Record<Template['id'], Icon>

/** Templates as cards; a click on one makes its assistant and thread, for who may. */
export function TemplateGallery() {
  const t = useTranslations('templates')
  const { info } = useConnection()
  const may = useMay()
  if (!may('manage') || !may('run')) return null
  return (
    <section aria-labelledby="templates" className="flex flex-col gap-3">
      <div>
        <h2 id="templates" className="text-section">
          {t('title')}
        </h2>
        <p className="text-muted">{t('hint')}</p>
      </div>
      <ul data-tour="templates" className="grid grid-cols-1 gap-3 sm:grid-cols-2 wide:grid-cols-3">
        {templatesFor(info).map((template) => (
          <li key={template.id}>
            <TemplateCard template={template} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function TemplateCard({ template }: { template: Template }) {
  const t = useTranslations('templates')
  const { start, busy } = useStart()
  const { id, hosted, functions = [] } = template
  const Icon = icons[id]
  const tools = [...(hosted ? [hosted] : []), ...functions]
  const draft = t(`${id}.draft`)
  return (
    <article
      className={`relative flex h-full flex-col gap-2 rounded-dialog border border-line bg-surface p-4
        has-[button:hover]:border-control ${busy ? 'opacity-60' : ''}`}
    >
      <h3 className="flex items-center gap-2 text-prose">
        <Icon size={16} aria-hidden className="shrink-0 text-muted" />
        <button
          type="button"
          aria-label={t('start', { name: t(`${id}.title`) })}
          aria-disabled={busy || undefined}
          onClick={() => !busy && start(template)}
          className={`rounded-chip text-left font-bold after:absolute after:inset-0 after:rounded-dialog
            focus-visible:shadow-none focus-visible:outline-none focus-visible:after:outline-2
            focus-visible:after:outline-offset-2 focus-visible:after:outline-ink`}
        >
          {busy ? t('starting') : t(`${id}.title`)}
        </button>
      </h3>
      <p className="text-row text-muted">{t(`${id}.text`)}</p>
      <p className="mt-auto truncate border-t border-line pt-2 text-row" title={draft}>
        <q>{draft}</q>
      </p>
      {tools.length > 0 && (
        <p className="flex flex-wrap gap-1">
          {tools.map((name) => (
            <Chip key={name} mono>
              {name}
            </Chip>
          ))}
        </p>
      )}
    </article>
  )
}
