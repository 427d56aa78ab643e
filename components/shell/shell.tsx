import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { overviewPath } from '@/components/routing/paths'
import type { Icon } from '@/components/ui/icon'
import type { Theme } from '@/lib/i18n/locale'
import type { ConnectionInfo } from '@/lib/protocol/connection'
import type { Session } from '@/lib/protocol/people'
import { AccessSign } from './access-sign'
import { ConnectionMenu } from './connection-menu'
import { LocaleMenu } from './locale-menu'
import { ModelLabel } from './model-label'
import { Navigation } from './navigation'
import { NavigationSign } from './navigation-sign'
import { OfflineBanner } from './offline-banner'
import { AccountBadge, AccountBanner, AwayBanner, ProjectMenu, SignOutButton } from './on-demand'
import { Cpu, FlaskConical, Languages, Monitor, Moon, Sun } from './server-icons'
import { ShellActions } from './shell-actions'
import { ThemeMenu } from './theme-menu'

// Drawn on the server and handed in, so that no script brings them.
const themeIcons = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<Theme, Icon>

interface ShellProps {
  readonly connection: ConnectionInfo
  readonly theme: Theme
  /** The server asks for an access token, and this browser gave it. */
  readonly isSignedIn: boolean
  readonly session: Session | undefined
  readonly children: ReactNode
}

/** What stands around every page: a column at the left, on a phone a bar on top and the places at the bottom. */
export function Shell({ connection, theme, isSignedIn, session, children }: ShellProps) {
  const t = useTranslations('shell')
  const ThemeIcon = themeIcons[theme]
  const hasAccount = connection.kind === 'appbuilder'
  const ModelIcon = connection.model.kind === 'scripted' ? FlaskConical : Cpu
  return (
    <div data-shell className="min-h-dvh print:block! wide:grid wide:grid-cols-[13rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="skip-link fixed top-2 left-2 z-50 rounded-field bg-ink px-3 py-2 font-medium text-paper"
      >
        {t('skip')}
      </a>
      <header
        className={`sticky top-0 z-30 flex print:hidden! h-(--shell-top) items-center gap-2 border-b border-line bg-paper
          px-3 max-wide:short:static max-wide:short:h-auto max-wide:short:flex-wrap wide:h-dvh wide:flex-col wide:items-stretch
          wide:gap-4 wide:overflow-y-auto wide:border-r wide:border-b-0 wide:py-4`}
      >
        <Link
          prefetch={false}
          href={overviewPath(connection.id)}
          className="touch flex items-center gap-2 rounded-field px-2 font-bold"
        >
          <ProductMark />
          <span className="sr-only min-[30rem]:not-sr-only max-wide:short:sr-only">{t('product')}</span>
        </Link>
        <div className="order-last flex shrink-0 wide:order-none">
          <ShellActions />
        </div>
        <Navigation connection={connection.id} />
        <div
          className={`ml-auto flex min-w-0 items-center gap-1 wide:mt-auto wide:ml-0 wide:flex-col-reverse
          wide:items-start`}
        >
          <div className="flex min-w-0 wide:w-full wide:flex-col wide:items-start">
            {session && <AccessSign session={session} />}
            {session && session.projects.length > 1 && (
              <ProjectMenu project={session.project} projects={session.projects} />
            )}
            <ConnectionMenu />
            <ModelLabel connection={connection} icon={<ModelIcon size={14} aria-hidden className="shrink-0" />} />
            {hasAccount && <AccountBadge />}
          </div>
          <div className="flex shrink-0">
            <ThemeMenu theme={theme} icon={<ThemeIcon size={16} aria-hidden />} />
            <LocaleMenu icon={<Languages size={16} aria-hidden />} />
            {isSignedIn && <SignOutButton name={session?.kind === 'owner' ? undefined : session?.name} />}
          </div>
        </div>
      </header>
      <NavigationSign />
      <main id="content" tabIndex={-1} className="min-w-0 pb-(--shell-bottom) outline-none">
        <OfflineBanner />
        {hasAccount && <AccountBanner />}
        {connection.model.kind === 'upstream' && <AwayBanner />}
        {children}
      </main>
    </div>
  )
}

/** The run spine in small: a line with the states on it. */
function ProductMark() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="shrink-0">
      <rect x="2" y="1" width="3" height="14" rx="1.5" fill="currentColor" />
      <rect x="7" y="2" width="8" height="3" rx="1" fill="currentColor" opacity=".45" />
      <rect x="7" y="6.5" width="5" height="3" rx="1" fill="currentColor" />
      <rect x="7" y="11" width="7" height="3" rx="1" fill="currentColor" opacity=".7" />
    </svg>
  )
}
