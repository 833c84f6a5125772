/** `requester`: who asked may decide. `another`: somebody who did not ask. `two`: two persons who did not ask. */
export const approvals = ['requester', 'another', 'two'] as const;
export type Approval = (typeof approvals)[number];

export const approvalWords: Readonly<Record<Approval, string>> = {
  requester: 'who asked, or a colleague',
  another: 'somebody who did not ask',
  two: 'two persons who did not ask',
};

/** So many have to approve before it goes out. */
export const approversNeeded = (approval: Approval): number => (approval === 'two' ? 2 : 1);
