/** The people of a method, in the words by which a model names them. */

/** They support a group from outside. */
export const leaderParts = ['ile', 'facilitator', 'quality-assurer'] as const
export type LeaderPart = (typeof leaderParts)[number]

/** Who writes down what came of a meeting: people of the team, or leaders of the group. */
export const writers = ['lead-reviewer', 'reviewer', 'host-lead', 'host', ...leaderParts] as const
export type Writer = (typeof writers)[number]

/** Who takes part in a stage, uses its documents and gets its emails: also heads and SENCOs, and whom the host named to lead it. */
export const participants = [...writers, 'headteacher', 'senco', 'named-leader'] as const
export type Participant = (typeof participants)[number]
