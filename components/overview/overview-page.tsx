import { useTranslations } from 'next-intl'
import { Page } from '@/components/shell/page'
import { ScenarioList } from '@/components/templates/scenario-list'
import { TemplateGallery } from '@/components/templates/template-gallery'
import { OwnCode } from './own-code'
import { RecentThreads } from './recent-threads'
import { RunningNow } from './running-now'

/** Where everybody arrives: what to start from, what runs now, what was last. */
export function OverviewPage() {
  const t = useTranslations('overview')
  return (
    <Page title={t('title')}>
      <div className="grid grid-cols-1 gap-x-10 gap-y-10 wide:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-10">
          <TemplateGallery />
          <ScenarioList />
        </div>
        <aside className="flex min-w-0 flex-col gap-6">
          <RunningNow />
          <RecentThreads />
          <OwnCode />
        </aside>
      </div>
    </Page>
  )
}
