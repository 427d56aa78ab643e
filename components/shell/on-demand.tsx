'use client'

import { lazy } from 'react'

// Parts of the shell that most servers have no use for: their scripts come with the pages that show them.
export const ConnectionMenu = lazy(() => import('./connection-menu').then((file) => ({ default: file.ConnectionMenu })))
export const SignOutButton = lazy(() => import('./sign-out-button').then((file) => ({ default: file.SignOutButton })))
