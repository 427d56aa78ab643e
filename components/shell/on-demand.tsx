'use client'

import { lazy, Suspense } from 'react'

// Parts of the shell that most servers have no use for: their scripts come with the pages that show them.
const LazyConnectionMenu = lazy(() => import('./connection-menu').then((file) => ({ default: file.ConnectionMenu })))
const LazySignOutButton = lazy(() => import('./sign-out-button').then((file) => ({ default: file.SignOutButton })))

/** The menu of connections, where there are several. */
export const ConnectionMenu = () => (
  <Suspense>
    <LazyConnectionMenu />
  </Suspense>
)

/** Where the server asks for an access token. */
export const SignOutButton = () => (
  <Suspense>
    <LazySignOutButton />
  </Suspense>
)
