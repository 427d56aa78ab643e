// Ids in the queue of what is to be answered by rule.

/** Of a call of a run, behind the run's own. */
export const isOfCall = (id: string) => id.includes('/')

/** Of a run that is to be looked at once more. */
export const againOf = (runId: string) => `${runId}#`

/** Of a run of which all outputs are known. */
export const submissionOf = (runId: string) => `${runId}=`
export const isSubmission = (id: string) => id.endsWith('=')
export const runOf = (id: string) => id.replace(/[#=]$/, '')
