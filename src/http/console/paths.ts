/** Where the console is mounted. */
export const base = '/console';

export const paths = {
  approvals: `${base}/approvals`,
  runs: `${base}/runs`,
  signIn: `${base}/sign-in`,
  signInFinish: `${base}/sign-in/finish`,
  signOut: `${base}/sign-out`,
  approval: (effect: string): string => `${base}/approvals/${encodeURIComponent(effect)}`,
  decision: (effect: string): string => `${base}/approvals/${encodeURIComponent(effect)}/decision`,
  run: (number: number): string => `${base}/runs/${number}`,
} as const;
