'use client'

import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { Suspense, useEffect, useEffectEvent, useState } from 'react'
import { useActions } from '@/components/actions/use-actions'
import { useRemembered } from '@/components/kept/use-remembered'
import { lateDialog } from '@/components/late/late'
import { useSetSearch } from '@/components/routing/use-search-param'
import { EllipsisVertical } from '@/components/ui/icons'
import { Menu } from '@/components/ui/menu'
import type { ListFile } from './list-file'
import { choicesOf, viewsIn } from './saved-views'
import { useListFile } from './use-list-file'

const ExportDialog = lateDialog(() => import('./export-dialog').then((file) => file.ExportDialog))
const SaveViewDialog = lateDialog(() => import('./save-view-dialog').then((file) => file.SaveViewDialog))

interface ViewsMenuProps<T> extends Pick<ListFile<T>, 'columns' | 'page'> {
  /** What the list is of; its views are remembered under it, and its file is called so. */
  readonly list: 'runs' | 'threads'
}

/** Views of a list that were saved, and all that it shows as a file. */
export function ViewsMenu<T extends object>({ list, columns, page }: ViewsMenuProps<T>) {
  const t = useTranslations('lists.views')
  const search = useSearchParams().toString()
  const setSearch = useSetSearch()
  const [remembered] = useRemembered(`views-${list}`)
  const [isSaving, setSaving] = useState(false)
  const { job, begin, close } = useListFile({ list, columns, page })
  useDefault(`views-${list}`)
  const views = viewsIn(remembered).map((view) => ({
    label: view.name,
    checked: view.search === search,
    onSelect: () => setSearch(choicesOf(view, search)),
  }))
  const items = [
    ...views,
    { label: t('save'), onSelect: () => setSaving(true) },
    { label: t('csv'), onSelect: () => begin('csv') },
    { label: t('ndjson'), onSelect: () => begin('ndjson') },
  ]
  useActions(`views-${list}`, items)
  return (
    <>
      <Menu label={t('title')} items={items} className="text-muted hover:text-ink">
        <EllipsisVertical size={16} aria-hidden />
      </Menu>
      {(isSaving || job) && (
        <Suspense>
          {isSaving && <SaveViewDialog list={list} search={search} onClose={() => setSaving(false)} />}
          {job && <ExportDialog job={job} onRetry={() => begin(job.format)} onClose={close} />}
        </Suspense>
      )}
    </>
  )
}

/** A list that is come to without choices opens with those of its default view; who takes them away has none. */
function useDefault(key: string) {
  const setSearch = useSetSearch()
  const open = useEffectEvent(() => {
    // From the browser, not from this render: the first one is the server's, which remembers nothing.
    const view = viewsIn(localStorage.getItem(key) ?? '').find(({ isDefault }) => isDefault)
    if (view && window.location.search === '') setSearch(choicesOf(view, ''), 'replace')
  })
  useEffect(() => open(), [])
}
