import type { Story } from './story.ts'

/** What comes of the meetings after a visit, by their stage and the keys of its record. */
export type Records = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A review of a triad or a cluster: the visit as everywhere, then the meetings of its own model. */
export type PeerStory = Omit<Story, 'followUp' | 'celebrate' | 'develop'> & {
  /** The plan that the school drafts before its visit, where its model asks for one. */
  plan: readonly { text: string; owner: string; weeks: number; success: string; progress: string }[]
  meetings: Records
}

/** The story as reviews with a follow-up and a check-in tell it. */
export const asStory = ({ plan: _plan, meetings: _meetings, ...story }: PeerStory): Story => ({
  ...story,
  followUp: '',
  celebrate: '',
  develop: '',
})
