/**
 * How the backups of an instance stand, what needs somebody first. `unprotected`: no good set; `off`: one that somebody made,
 * and no policy; `late`: the newest is older than the policy promises; `gaps`: there were failures or longer stretches;
 * `waiting`: too young for its first set; `none`: its service has no backups.
 */
export const STANDINGS = ['unprotected', 'off', 'late', 'unknown', 'gaps', 'waiting', 'covered', 'none'] as const
