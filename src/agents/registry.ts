// Written by `npm run generate` from the agents' folders.
import { createRegistry } from '../core/index.ts';
import { agent as audit } from './audit/agent.ts';
import { capability as auditShowTrail } from './audit/show-trail.ts';
import { agent as coding } from './coding/agent.ts';
import { capability as codingApplyPatch } from './coding/apply-patch.ts';
import { capability as codingBranchWithCommit } from './coding/branch-with-commit.ts';
import { capability as codingFollowMergeRequest } from './coding/follow-merge-request.ts';
import { capability as codingOpenMergeRequest } from './coding/open-merge-request.ts';
import { capability as codingReplaceText } from './coding/replace-text.ts';
import { agent as communications } from './communications/agent.ts';
import { agent as identity } from './identity/agent.ts';
import { capability as identityWhoAmI } from './identity/who-am-i.ts';
import { agent as orchestrator } from './orchestrator/agent.ts';
import { capability as orchestratorAsk } from './orchestrator/ask.ts';
import { capability as orchestratorRateAnswer } from './orchestrator/rate-answer.ts';
import { capability as orchestratorShowRun } from './orchestrator/show-run.ts';
import { agent as planning } from './planning/agent.ts';

/** Everything that can be asked for. */
export const registry = createRegistry([
  { ...audit, capabilities: [auditShowTrail] },
  {
    ...coding,
    capabilities: [
      codingApplyPatch,
      codingBranchWithCommit,
      codingFollowMergeRequest,
      codingOpenMergeRequest,
      codingReplaceText,
    ],
  },
  { ...communications, capabilities: [] },
  { ...identity, capabilities: [identityWhoAmI] },
  { ...orchestrator, capabilities: [orchestratorAsk, orchestratorRateAnswer, orchestratorShowRun] },
  { ...planning, capabilities: [] },
]);
