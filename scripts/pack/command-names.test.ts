import { expect, test } from 'vitest'
import { withPackagedCommands } from './command-names'

test.each([
  ['look at it with: npm run doctor.', 'look at it with: npx assistants-playground doctor.'],
  ['mended with: npm run doctor -- --repair', 'mended with: npx assistants-playground doctor --repair'],
  ['用 npm run doctor 检查', '用 npx assistants-playground doctor 检查'],
  ['npm run python:install -- pandas', 'npx assistants-playground python-install pandas'],
  ['npm run move-database -- to-sqlite', 'npx assistants-playground move-database to-sqlite'],
  ['npm run move-files brings them back', 'npx assistants-playground move-files brings them back'],
  ['npm run bench', 'npm run bench'],
])('%s', (before, after) => expect(withPackagedCommands(before)).toBe(after))
