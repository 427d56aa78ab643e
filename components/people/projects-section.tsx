'use client'

import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { lateDialog } from '@/components/late/late'
import { useProjectName } from '@/components/names/use-project-name'
import { projectPath } from '@/components/routing/paths'
import { Button, buttonClass } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Plus } from '@/components/ui/icons'
import { TimeText } from '@/components/ui/time-text'
import { DEFAULT_PROJECT, type Project, type Session } from '@/lib/protocol/people'

const ProjectDialog = lateDialog(() => import('./project-dialog').then((file) => file.ProjectDialog))
const DeleteDialog = lateDialog(() => import('./delete-project-dialog').then((file) => file.DeleteProjectDialog))

/** The projects that whoever looks may see; those who manage all of them make, rename and delete them. */
export function ProjectsSection({ session }: { readonly session: Session }) {
  const t = useTranslations('people.projects')
  const [edited, setEdited] = useState<Project | 'new'>()
  const [doomed, setDoomed] = useState<Project>()
  const mayManage = session.everywhere.includes('manage')
  return (
    <section aria-labelledby="projects" className="flex flex-col gap-3 border-t border-line pt-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="projects" className="text-section">
          {t('title')}
        </h2>
        {mayManage && (
          <Button aria-haspopup="dialog" onClick={() => setEdited('new')}>
            <Plus size={14} aria-hidden />
            {t('add')}
          </Button>
        )}
      </div>
      <p className="max-w-prose text-muted">{t('intro')}</p>
      <ul className="flex flex-col gap-3">
        {session.projects.map((project) => (
          <ProjectCard
            key={project.id}
            project={project}
            isCurrent={project.id === session.project}
            onRename={mayManage ? () => setEdited(project) : undefined}
            onDelete={mayManage && project.id !== DEFAULT_PROJECT ? () => setDoomed(project) : undefined}
          />
        ))}
      </ul>
      {edited && (
        <Suspense>
          <ProjectDialog stored={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
        </Suspense>
      )}
      {doomed && (
        <Suspense>
          <DeleteDialog
            project={doomed}
            isCurrent={doomed.id === session.project}
            onClose={() => setDoomed(undefined)}
          />
        </Suspense>
      )}
    </section>
  )
}

interface ProjectCardProps {
  readonly project: Project
  readonly isCurrent: boolean
  readonly onRename: (() => void) | undefined
  readonly onDelete: (() => void) | undefined
}

function ProjectCard({ project, isCurrent, onRename, onDelete }: ProjectCardProps) {
  const t = useTranslations('people.projects')
  const name = useProjectName()(project)
  const { id, created_at } = project
  return (
    <li className="flex flex-col gap-2 rounded-panel border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 text-section wrap-anywhere" dir="auto">
          {name}
        </h3>
        <Chip mono>{id}</Chip>
        {isCurrent && <Chip>{t('current')}</Chip>}
      </div>
      {created_at !== null && (
        <p className="text-row text-muted">{t.rich('made', { time: () => <TimeText ms={created_at * 1_000} /> })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {!isCurrent && (
          // A page of its own, so that nothing of this project's is kept.
          <a href={projectPath(id)} className={buttonClass()}>
            {t('open')}
          </a>
        )}
        {onRename && (
          <Button aria-haspopup="dialog" onClick={onRename}>
            {t('rename')}
          </Button>
        )}
        {onDelete && (
          <Button look="danger" aria-haspopup="dialog" onClick={onDelete}>
            {t('delete')}
          </Button>
        )}
      </div>
    </li>
  )
}
