export { noteChatFile } from './attachments/chat-files.ts';
export type { FetchFile } from './attachments/files.ts';
export { tooLargeFile } from './attachments/reading.ts';
export * from './audit/audit.ts';
export { createSequencer } from './audit/sequencer.ts';
export * from './checkpoints/checkpoints.ts';
export * from './contexts.ts';
export * from './credentials/credentials.ts';
export { expireLapsed } from './effects/expire.ts';
export { followSwitches } from './effects/hold.ts';
export type { Policy } from './effects/policy.ts';
export type { EffectReader, EffectSummary, EffectView } from './effects/read-effects.ts';
export { createSend } from './effects/send.ts';
export { showCard } from './effects/show-card.ts';
export { rateByClick } from './feedback/feedback.ts';
export type { FeedbackEntry, FeedbackShare, RunFeedback } from './feedback/read-feedback.ts';
export { createFollowWatcher } from './follows/watcher.ts';
export * from './identity/identity.ts';
export * from './identity/onboarding.ts';
export * from './intake.ts';
export { keepLease } from './lease.ts';
export {
  type AskedQuestion,
  answerWithinMinutes,
  askQuestion,
  closeQuestion,
  findQuestion,
  settleQuestion,
} from './memory/questions.ts';
export { isOurThread, recallForRun, recallThread, recallWords, type ThreadPlace } from './memory/recall.ts';
export { readMessage } from './messages/read-message.ts';
export { createRelay, type Relay } from './messages/relay.ts';
export { migrations } from './migrations.ts';
export { createModels, type Models } from './models/models.ts';
export { createPictures } from './pictures/pictures.ts';
export { createGate } from './pipeline.ts';
export type { Found as FoundReference, Reference, References } from './references/references.ts';
export { adoptCalls } from './runs/adopt-calls.ts';
export * from './runs/conversation.ts';
export { breakOf, readOutcomes } from './runs/progress.ts';
export * from './runs/read-runs.ts';
export * from './runs/run.ts';
export type { RunDetails, RunMessage, RunSummary } from './runs/run-views.ts';
export { tellProgress } from './runs/tell-progress.ts';
export type { Patience, RunWatcher } from './runs/watch-runs.ts';
export { fireSchedules } from './schedules/fire.ts';
export { noteFirings } from './schedules/note-firings.ts';
export { createServices, type Services } from './services.ts';
export { openInstallationSwitch } from './stops/installation-switch.ts';
export type { PastStop } from './stops/kill-switch.ts';
export { type Stop, stopWords } from './stops/stops.ts';
