// What is called `npm run doctor` in a checkout is called otherwise where only the package is.

const programs = {
  doctor: 'doctor',
  backup: 'backup',
  retention: 'retention',
  transfer: 'transfer',
  'move-database': 'move-database',
  'move-files': 'move-files',
  'python:install': 'python-install',
}

/** The text of a file of the package, with the commands that exist there. */
export function withPackagedCommands(text: string): string {
  return text.replace(
    /\bnpm run (doctor|backup|retention|transfer|move-database|move-files|python:install)\b(?: --(?= ))?/g,
    (_, name: string) => {
      return `npx assistants-playground ${programs[name as keyof typeof programs]}`
    },
  )
}
