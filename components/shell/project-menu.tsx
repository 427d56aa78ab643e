'use client'

import { useTranslations } from 'next-intl'
import { useProjectName } from '@/components/names/use-project-name'
import { keysPath, projectPath } from '@/components/routing/paths'
import { Menu } from '@/components/ui/menu'
import type { Project } from '@/lib/protocol/people'
import { Layers } from './icons'

interface ProjectMenuProps {
  readonly project: string
  readonly projects: readonly Project[]
}

/** Which project the pages are about; another one opens anew, so that nothing of this one is kept. */
export function ProjectMenu({ project, projects }: ProjectMenuProps) {
  const t = useTranslations('shell')
  const nameOf = useProjectName()
  const current = projects.find(({ id }) => id === project)
  return (
    <Menu
      label={t('project')}
      className="max-w-full px-2 text-row font-medium"
      items={[
        ...projects.map((each) => ({
          label: nameOf(each),
          checked: each.id === project,
          onSelect: () => window.location.assign(projectPath(each.id)),
        })),
        { label: t('manage_projects'), href: keysPath },
      ]}
    >
      <Layers size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="truncate max-[30rem]:hidden">{current ? nameOf(current) : project}</span>
    </Menu>
  )
}
