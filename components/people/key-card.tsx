'use client'

import { useTranslations } from 'next-intl'
import { useProjectName } from '@/components/names/use-project-name'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { TimeText } from '@/components/ui/time-text'
import { useNow } from '@/components/ui/use-now'
import type { ApiKey, Project } from '@/lib/protocol/people'

/** What the server calls whoever has its access token. */
const OWNER = 'owner'

interface KeyCardProps {
  readonly apiKey: ApiKey
  readonly projects: readonly Project[]
  readonly onRevoke: () => void
}

/** What a key may and how it was used, without the key itself. */
export function KeyCard({ apiKey, projects, onRevoke }: KeyCardProps) {
  const t = useTranslations('people.keys')
  const scope = useTranslations('people.scopes')
  const nameOf = useProjectName()
  const titleOf = (id: string) => {
    const found = projects.find((each) => each.id === id)
    return found ? nameOf(found) : id
  }
  const { name, hint, project, scopes, created_by, created_at, expires_at, last_used_at } = apiKey
  const where = projects.length > 1 && (project === null ? t('all_projects') : titleOf(project))
  return (
    <li className="flex flex-col gap-2 rounded-panel border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 text-section wrap-anywhere" dir="auto">
          {name}
        </h3>
        {scopes.map((each) => (
          <Chip key={each}>{scope(`${each}.name`)}</Chip>
        ))}
        {where && <Chip>{where}</Chip>}
      </div>
      <p className="flex flex-wrap gap-x-3 text-row text-muted">
        <code className="font-mono" translate="no">
          {hint}…
        </code>
        <span>
          {t.rich('made', {
            by: created_by === OWNER ? t('owner') : created_by,
            time: () => <TimeText ms={created_at * 1_000} />,
          })}
        </span>
        <span>
          {last_used_at === null
            ? t('never_used')
            : t.rich('used', { time: () => <TimeText ms={last_used_at * 1_000} /> })}
        </span>
        {expires_at !== null && <Expiry ms={expires_at * 1_000} />}
      </p>
      <div>
        <Button look="danger" aria-haspopup="dialog" aria-label={t('revoke_named', { name })} onClick={onRevoke}>
          {t('revoke')}
        </Button>
      </div>
    </li>
  )
}

function Expiry({ ms }: { readonly ms: number }) {
  const t = useTranslations('people.keys')
  const isOver = useNow('slow') >= ms
  return isOver ? (
    <span data-status="failed" className="font-medium text-tone">
      {t('expired')}
    </span>
  ) : (
    <span>{t.rich('expires', { time: () => <TimeText ms={ms} /> })}</span>
  )
}
