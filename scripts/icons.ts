// `npm run icons`: draws the icons of the interface anew, after a change of a file of icons or of lucide-static.
import { readFileSync, writeFileSync } from 'node:fs'
import { drawIcons } from './icons/draw-icons'
import { iconFiles } from './icons/icon-files'

for (const path of iconFiles()) writeFileSync(path, drawIcons(readFileSync(path, 'utf8')))
