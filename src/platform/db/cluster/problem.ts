/**
 * A reason why the database cannot be used here, in words for the person who started the app.
 * It carries no stack: there is nothing in it for a programmer.
 */
export function startProblem(message: string): Error {
  const problem = new Error(message)
  problem.name = 'StartProblem'
  problem.stack = message
  return problem
}

/** Says whether an error is a reason for the person who started the app rather than a bug. */
export function isStartProblem(error: unknown): error is Error {
  return error instanceof Error && error.name === 'StartProblem'
}
