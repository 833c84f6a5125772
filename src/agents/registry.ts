// Written by `npm run generate` from the agents' folders.
import { createRegistry } from '../core/index.ts';
import { agent as audit } from './audit/agent.ts';
import { capability as auditShowTrail } from './audit/show-trail.ts';
import { capability as auditVerifyTrail } from './audit/verify-trail.ts';
import { agent as coding } from './coding/agent.ts';
import { capability as codingApplyPatch } from './coding/apply-patch.ts';
import { capability as codingBranchWithCommit } from './coding/branch-with-commit.ts';
import { capability as codingFollowMergeRequest } from './coding/follow-merge-request.ts';
import { capability as codingOpenMergeRequest } from './coding/open-merge-request.ts';
import { capability as codingProposeChange } from './coding/propose-change.ts';
import { capability as codingReplaceText } from './coding/replace-text.ts';
import { capability as codingUpgradeDependency } from './coding/upgrade-dependency.ts';
import { agent as communications } from './communications/agent.ts';
import { capability as communicationsDeleteSchedule } from './communications/delete-schedule.ts';
import { capability as communicationsListSchedules } from './communications/list-schedules.ts';
import { capability as communicationsPauseSchedule } from './communications/pause-schedule.ts';
import { capability as communicationsPostAnnouncement } from './communications/post-announcement.ts';
import { capability as communicationsPostDigest } from './communications/post-digest.ts';
import { capability as communicationsResumeSchedule } from './communications/resume-schedule.ts';
import { capability as communicationsRunSchedule } from './communications/run-schedule.ts';
import { capability as communicationsScheduleDigest } from './communications/schedule-digest.ts';
import { capability as communicationsWriteReport } from './communications/write-report.ts';
import { agent as documents } from './documents/agent.ts';
import { capability as documentsKeepFile } from './documents/keep-file.ts';
import { capability as documentsListFiles } from './documents/list-files.ts';
import { capability as documentsShowFile } from './documents/show-file.ts';
import { agent as identity } from './identity/agent.ts';
import { capability as identityWhoAmI } from './identity/who-am-i.ts';
import { agent as marketing } from './marketing/agent.ts';
import { capability as marketingCreatePost } from './marketing/create-post.ts';
import { capability as marketingDraftPost } from './marketing/draft-post.ts';
import { capability as marketingPublishPost } from './marketing/publish-post.ts';
import { capability as marketingSchedulePost } from './marketing/schedule-post.ts';
import { agent as orchestrator } from './orchestrator/agent.ts';
import { capability as orchestratorAsk } from './orchestrator/ask.ts';
import { capability as orchestratorRateAnswer } from './orchestrator/rate-answer.ts';
import { capability as orchestratorSayAnswer } from './orchestrator/say-answer.ts';
import { capability as orchestratorShowRun } from './orchestrator/show-run.ts';
import { agent as planning } from './planning/agent.ts';
import { capability as planningChangePlan } from './planning/change-plan.ts';
import { capability as planningCreateIssue } from './planning/create-issue.ts';
import { capability as planningCreateIssues } from './planning/create-issues.ts';
import { capability as planningDeletePlan } from './planning/delete-plan.ts';
import { capability as planningListPlans } from './planning/list-plans.ts';
import { capability as planningMakePlan } from './planning/make-plan.ts';
import { capability as planningRestorePlan } from './planning/restore-plan.ts';
import { capability as planningShowPlan } from './planning/show-plan.ts';
import { agent as risk } from './risk/agent.ts';
import { capability as riskAssessProject } from './risk/assess-project.ts';
import { capability as riskShowRegister } from './risk/show-register.ts';
import { capability as riskUpdateRisk } from './risk/update-risk.ts';
import { agent as sales } from './sales/agent.ts';
import { capability as salesCaptureLead } from './sales/capture-lead.ts';
import { capability as salesCreateTask } from './sales/create-task.ts';
import { capability as salesScheduleFollowUp } from './sales/schedule-follow-up.ts';
import { capability as salesUpdateRecord } from './sales/update-record.ts';
import { capability as salesUpsertLead } from './sales/upsert-lead.ts';

/** Everything that can be asked for. */
export const registry = createRegistry([
  { ...audit, capabilities: [auditShowTrail, auditVerifyTrail] },
  {
    ...coding,
    capabilities: [
      codingApplyPatch,
      codingBranchWithCommit,
      codingFollowMergeRequest,
      codingOpenMergeRequest,
      codingProposeChange,
      codingReplaceText,
      codingUpgradeDependency,
    ],
  },
  {
    ...communications,
    capabilities: [
      communicationsDeleteSchedule,
      communicationsListSchedules,
      communicationsPauseSchedule,
      communicationsPostAnnouncement,
      communicationsPostDigest,
      communicationsResumeSchedule,
      communicationsRunSchedule,
      communicationsScheduleDigest,
      communicationsWriteReport,
    ],
  },
  { ...documents, capabilities: [documentsKeepFile, documentsListFiles, documentsShowFile] },
  { ...identity, capabilities: [identityWhoAmI] },
  {
    ...marketing,
    capabilities: [marketingCreatePost, marketingDraftPost, marketingPublishPost, marketingSchedulePost],
  },
  {
    ...orchestrator,
    capabilities: [orchestratorAsk, orchestratorRateAnswer, orchestratorSayAnswer, orchestratorShowRun],
  },
  {
    ...planning,
    capabilities: [
      planningChangePlan,
      planningCreateIssue,
      planningCreateIssues,
      planningDeletePlan,
      planningListPlans,
      planningMakePlan,
      planningRestorePlan,
      planningShowPlan,
    ],
  },
  { ...risk, capabilities: [riskAssessProject, riskShowRegister, riskUpdateRisk] },
  {
    ...sales,
    capabilities: [salesCaptureLead, salesCreateTask, salesScheduleFollowUp, salesUpdateRecord, salesUpsertLead],
  },
]);
