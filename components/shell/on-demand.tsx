'use client'

import { Suspense, type ComponentProps } from 'react'
import { lateSilently } from '@/components/late/late'

// Parts of the shell that most servers have no use for: their scripts come with the pages that show them.
const LateAccountBadge = lateSilently(() => import('./account-badge').then((file) => file.AccountBadge))
const LateAccountBanner = lateSilently(() => import('./account-banner').then((file) => file.AccountBanner))
const LateAwayBanner = lateSilently(() => import('./away-banner').then((file) => file.AwayBanner))
const LateProjectMenu = lateSilently(() => import('./project-menu').then((file) => file.ProjectMenu))
const LateSignOutButton = lateSilently(() => import('./sign-out-button').then((file) => file.SignOutButton))

/** Where the server asks for an access token. */
export const SignOutButton = (props: ComponentProps<typeof LateSignOutButton>) => (
  <Suspense>
    <LateSignOutButton {...props} />
  </Suspense>
)

/** Where there is more than one project. */
export const ProjectMenu = (props: ComponentProps<typeof LateProjectMenu>) => (
  <Suspense>
    <LateProjectMenu {...props} />
  </Suspense>
)

/** Where an account is behind the connection: what is wrong with it, in a word. */
export const AccountBadge = () => (
  <Suspense>
    <LateAccountBadge />
  </Suspense>
)

/** The same with what to do, above the page. */
export const AccountBanner = () => (
  <Suspense>
    <LateAccountBanner />
  </Suspense>
)

/** Where another server is behind the connection: that it cannot be reached. */
export const AwayBanner = () => (
  <Suspense>
    <LateAwayBanner />
  </Suspense>
)
