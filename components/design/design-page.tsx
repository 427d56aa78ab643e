'use client'

import { Languages, Monitor } from '@/components/shell/server-icons'
import { LocaleMenu } from '@/components/shell/locale-menu'
import { Page } from '@/components/shell/page'
import { ThemeMenu } from '@/components/shell/theme-menu'
import { Toaster } from '@/components/ui/toaster'
import type { Theme } from '@/lib/i18n/locale'
import { Controls } from './controls'
import { Data } from './data'
import { Feedback } from './feedback'
import { Name } from './specimen'
import { Texts } from './texts'
import { Tokens } from './tokens'

/** Every component of components/ui in every state and the hardest texts, for whoever works on them. */
export function DesignPage({ theme }: { theme: Theme }) {
  return (
    <main>
      <Page
        title={<Name of="components/ui" />}
        actions={
          <>
            <ThemeMenu theme={theme} icon={<Monitor size={16} aria-hidden />} />
            <LocaleMenu icon={<Languages size={16} aria-hidden />} />
          </>
        }
      >
        <div className="flex flex-col gap-10">
          <Tokens />
          <Controls />
          <Feedback />
          <Data />
          <Texts />
        </div>
      </Page>
      <Toaster />
    </main>
  )
}
