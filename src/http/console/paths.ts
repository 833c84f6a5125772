/** Where the console is mounted. */
export const base = '/console';

export const paths = {
  approvals: `${base}/approvals`,
  runs: `${base}/runs`,
  files: `${base}/files`,
  schedules: `${base}/schedules`,
  feedback: `${base}/feedback`,
  audit: `${base}/audit`,
  killSwitch: `${base}/kill-switch`,
  policy: `${base}/policy`,
  auditProof: `${base}/audit/proof`,
  auditExport: (form: 'jsonl' | 'csv'): string => `${base}/audit/trail.${form}`,
  signIn: `${base}/sign-in`,
  signInFinish: `${base}/sign-in/finish`,
  signOut: `${base}/sign-out`,
  approval: (effect: string): string => `${base}/approvals/${encodeURIComponent(effect)}`,
  decision: (effect: string): string => `${base}/approvals/${encodeURIComponent(effect)}/decision`,
  approvalPicture: (effect: string, index: number): string =>
    `${base}/approvals/${encodeURIComponent(effect)}/pictures/${index}.svg`,
  run: (number: number): string => `${base}/runs/${number}`,
  file: (number: number): string => `${base}/files/${number}`,
  fileContent: (number: number): string => `${base}/files/${number}/content`,
  runPicture: (number: number, index: number): string => `${base}/runs/${number}/pictures/${index}.svg`,
  rating: (number: number): string => `${base}/runs/${number}/rating`,
  scheduleAction: (number: number, action: string): string => `${base}/schedules/${number}/${action}`,
} as const;
