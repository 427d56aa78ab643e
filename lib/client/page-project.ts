// Which project the page is of. Requests that name no connection say it, so that a tab acts in its own project,
// whatever other tabs have gone on to.
import { DEFAULT_PROJECT } from '@/lib/protocol/people'

let project: string = DEFAULT_PROJECT

/** Said by what draws the page. */
export const setPageProject = (id: string) => {
  project = id
}

/** The protocol's header for it; none where there may be no other. */
export const projectHeaders = (): Readonly<Record<string, string>> =>
  project === DEFAULT_PROJECT ? {} : { 'openai-project': project }

/** The same for links, which have no headers. */
export const projectQuery = (): Readonly<Record<string, string>> => (project === DEFAULT_PROJECT ? {} : { project })
