import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const components = fileURLToPath(new URL('../../components', import.meta.url))

/** The paths of all files of icons: those of one folder of components stand in it, shared ones in `components/ui`. */
export const iconFiles = (): readonly string[] =>
  readdirSync(components).flatMap((folder) =>
    readdirSync(join(components, folder))
      .filter((name) => /(?:^|-)icons\.ts$/.test(name))
      .map((name) => join(components, folder, name)),
  )
