import type { AdapterRoutes } from './context'

/** When something came in here is not when the account made it: of that, whole seconds are all that is known. */
export const createdRoutes =
  (connection: string): AdapterRoutes =>
  (app) => {
    app.get(`/connections/${connection}/created`, (c) => c.json({}))
  }
