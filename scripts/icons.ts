// `npm run icons`: writes the files of icons anew, after a change of their table or of lucide-static.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { iconFiles } from './icons/icon-files'

for (const [path, text] of iconFiles()) writeFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), text)
