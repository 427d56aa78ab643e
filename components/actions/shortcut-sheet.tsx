'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { useMay } from '@/components/ui/permissions'
import { Keys } from './keys'
import { shortcutGroups, shortcutsOf } from './shortcut-table'
import { useSingleKeys } from './single-keys'

/** All shortcuts that whoever looks may use, from the table that binds them. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations('shortcuts')
  const may = useMay()
  return (
    <Dialog open onClose={onClose} title={t('title')} wide>
      <div className="gap-x-10 sm:columns-2">
        {shortcutGroups.map((group) => (
          <section key={group} aria-labelledby={`shortcuts-${group}`} className="mb-5 break-inside-avoid">
            <h3 id={`shortcuts-${group}`} className="border-b border-line pb-1 text-row">
              {t(`group.${group}`)}
            </h3>
            <dl>
              {shortcutsOf(group, may).map((name) => (
                <div key={name} className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1">
                  <dt>{t(`name.${name}`)}</dt>
                  <dd className="text-meta text-muted">
                    <Keys name={name} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <SingleKeys />
    </Dialog>
  )
}

function SingleKeys() {
  const t = useTranslations('shortcuts')
  const [on, setOn] = useSingleKeys()
  return (
    <label className="touch mt-2 flex items-start gap-2">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => setOn(event.target.checked)}
        className="mt-0.5 size-4 accent-ink"
      />
      <span>
        {t('single')}
        <span className="block text-meta text-muted">{t('single_hint')}</span>
      </span>
    </label>
  )
}
