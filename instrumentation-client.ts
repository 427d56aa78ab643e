// Loaded by Next before any page: what the router tells of its ways.
import { navigationStore } from '@/components/routing/navigation-store'

/** Called by the router as soon as it was asked for a page: by a link, from code, or by the browser's back. */
export function onRouterTransitionStart(url: string) {
  navigationStore.setState({ towards: new URL(url, window.location.href).pathname })
}
