import { useTranslations } from 'next-intl'
import type { Project } from '@/lib/protocol/people'

/** What a project is called: the default one, unless somebody has named it, in the reader's language. */
export function useProjectName() {
  const t = useTranslations('shell')
  return ({ name }: Pick<Project, 'name'>) => name ?? t('default_project')
}
