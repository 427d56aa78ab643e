// Which routes a backend answers by, so that tests can go through all of them.
import type { Backend } from './backend'

export interface Route {
  /** `ALL` for every method. */
  readonly method: string
  /** With parameters as `:name`. */
  readonly path: string
}

type RoutedBackend = Backend & { readonly routes?: readonly Route[] }

/** Those that a backend tells. */
export const routesOf = (backend: Backend): readonly Route[] => (backend as RoutedBackend).routes ?? []

/** Middleware, whose paths end in `*`, is no route. */
export const withRoutes = (backend: Backend, routes: readonly Route[]): Backend =>
  Object.assign(backend, {
    routes: routes.filter(({ path }) => !path.endsWith('*')).map(({ method, path }) => ({ method, path })),
  })
