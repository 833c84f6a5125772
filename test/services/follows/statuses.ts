import type { MergeRequestStatus } from '../../../src/core/index.ts';

/** An open merge request on which nothing happened yet, with what is given. */
export const aStatus = (given: Partial<MergeRequestStatus>): MergeRequestStatus => ({
  iid: 12,
  url: 'https://gitlab.example/aurora/shop/-/merge_requests/12',
  title: 'Sell coffee',
  description: '',
  state: 'opened',
  source: 'coffee',
  target: 'main',
  endedBy: '',
  pipeline: undefined,
  approvers: [],
  comments: [],
  ...given,
});
